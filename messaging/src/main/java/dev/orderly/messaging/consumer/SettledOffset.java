package dev.orderly.messaging.consumer;

import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// An offset that a service commits: all before it is handled, and what follows from that is in Kafka. It
/// carries the id of its topic, which Kafka's own tool does not write: so an offset that somebody has set is told
/// from one that the service has reached.
public final class SettledOffset {
    private SettledOffset() {}

    static OffsetAndMetadata at(long offset, Optional<Integer> leaderEpoch, UUID topicId) {
        return new OffsetAndMetadata(offset, leaderEpoch, topicId.toString());
    }

    /// Whether the service itself has committed it, of this topic and not of one before it of the same name.
    public static boolean is(OffsetAndMetadata committed, UUID topicId) {
        return committed.metadata().equals(topicId.toString());
    }
}
