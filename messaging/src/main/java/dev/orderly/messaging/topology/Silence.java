package dev.orderly.messaging.topology;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How long Kafka was asked and has given nothing of what is there to be read.
public final class Silence {
    private final Duration most;
    private Map<TopicPartition, Long> last = Map.of();
    private Duration lasting = Duration.ZERO;

    public Silence(Duration most) {
        this.most = most;
    }

    /// After a poll.
    ///
    /// @param took how long it waited: what is done between polls is no silence
    /// @param next of each partition, the first offset that was not read yet
    /// @throws KafkaAway if that has been so for too long
    public void check(Duration took, Map<TopicPartition, Long> next) {
        if (!next.equals(last)) {
            last = next;
            lasting = Duration.ZERO;
            return;
        }
        lasting = lasting.plus(took);
        if (lasting.compareTo(most) > 0) {
            throw new KafkaAway("no record has come for " + most.toSeconds() + " s", null);
        }
    }
}
