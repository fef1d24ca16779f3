package dev.orderly.messaging.consumer;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// An offset that a service commits: all before it is handled, and what follows from that is in Kafka. It
/// carries the id of its topic, which Kafka's own tool does not write: so an offset that somebody has set is told
/// from one that the service has reached.
public final class SettledOffset {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private SettledOffset() {}

    static OffsetAndMetadata at(long offset, Optional<Integer> leaderEpoch, UUID topicId) {
        return new OffsetAndMetadata(offset, leaderEpoch, topicId.toString());
    }

    /// Where to read a record again. With the epoch, by which the consumer notices if the partition loses it before,
    /// and others are in its place.
    static OffsetAndMetadata before(ConsumerRecord<?, ?> record) {
        return new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
    }

    /// Whether the service has committed it of an earlier topic of the same name.
    public static boolean isOfAnother(OffsetAndMetadata committed, UUID topicId) {
        return ID.matcher(committed.metadata()).matches() && !is(committed, topicId);
    }

    /// Whether the service itself has committed it, of this topic and not of one before it of the same name.
    public static boolean is(OffsetAndMetadata committed, UUID topicId) {
        return committed.metadata().equals(topicId.toString());
    }
}
