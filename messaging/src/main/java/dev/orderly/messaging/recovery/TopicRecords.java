package dev.orderly.messaging.recovery;

import dev.orderly.messaging.operator.TopicScan;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import java.util.List;

/// Where a topic's records are read.
interface TopicRecords {

    /// Those of one partition in order; what is not there any more is left out.
    void read(List<Stretch> stretches, TopicScan.Reader reader) throws Exception;
}
