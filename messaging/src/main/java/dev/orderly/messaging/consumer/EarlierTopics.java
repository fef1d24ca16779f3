package dev.orderly.messaging.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// Topics that had the names of others before these. What the group has settled of one says nothing of the other: it
/// would skip records, or let the consumer wait for a leader epoch that it has seen there.
final class EarlierTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private EarlierTopics() {}

    /// Begins anew with those of the partitions of which the group has settled an earlier topic.
    static void leave(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<String, UUID> topicIds) {
        var committed = committed(consumer, Set.copyOf(partitions));
        var earlier = partitions.stream()
                .filter(partition -> committed.get(partition) != null
                        && SettledOffset.isOfAnother(committed.get(partition), Records.id(partition.topic(), topicIds)))
                .toList();
        if (!earlier.isEmpty()) { // none would mean all
            consumer.seekToBeginning(earlier);
        }
    }

    /// Without an answer the consumer itself could not begin either.
    private static Map<TopicPartition, OffsetAndMetadata> committed(
            Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        while (true) {
            try {
                return consumer.committed(partitions, PATIENCE);
            } catch (RetriableException _) { // asked again
            }
        }
    }
}
