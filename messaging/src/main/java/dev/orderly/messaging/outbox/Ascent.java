package dev.orderly.messaging.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// The offsets that partitions acknowledged: each higher than those before. One that is not means that the
/// partition has lost its end, and gives its offsets a second time.
final class Ascent {
    private final Map<TopicPartition, Long> last = new ConcurrentHashMap<>();

    /// The highest offset acknowledged before this sender began; a later one must be higher.
    void goesOnFrom(TopicPartition partition, long offset) {
        last.merge(partition, offset, Math::max);
    }

    /// @param offset below 0 where the broker does not tell it, as of a record that it had already
    boolean goesOn(TopicPartition partition, long offset) {
        if (offset < 0) {
            return true;
        }
        var before = last.put(partition, offset);
        return before == null || before < offset;
    }
}
