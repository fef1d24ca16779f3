package dev.orderly.messaging.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// An offset that a service commits: all before it is handled, and what follows from that is in Kafka. It
/// carries the id of its topic, which Kafka's own tool does not write: so an offset that somebody has set is told
/// from one that the service has reached.
public final class SettledOffset {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SettledOffset() {}

    static OffsetAndMetadata at(long offset, Optional<Integer> leaderEpoch, UUID topicId) {
        return new OffsetAndMetadata(offset, leaderEpoch, topicId.toString());
    }

    /// Where to read a record again. With the epoch, by which the consumer notices if the partition loses it before,
    /// and
    /// others are in its place.
    static OffsetAndMetadata before(ConsumerRecord<?, ?> record) {
        return new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
    }

    /// Begins anew with partitions of which the group has settled another topic of the same name: that says nothing of
    /// this one, and would skip records, or let the consumer wait for a leader epoch that it has seen there.
    static void leaveEarlierTopics(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<String, UUID> topicIds) {
        try {
            var committed = consumer.committed(Set.copyOf(partitions), PATIENCE);
            var earlier = partitions.stream()
                    .filter(partition -> committed.get(partition) != null
                            && isOfAnother(committed.get(partition), Records.id(partition.topic(), topicIds)))
                    .toList();
            if (!earlier.isEmpty()) { // none would mean all
                consumer.seekToBeginning(earlier);
            }
        } catch (RetriableException _) { // nobody knows; it is looked at when they are assigned again
        }
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
