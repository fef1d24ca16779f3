package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.consumer.SettledOffset;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.store.Arrivals.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// The offsets that a recovery notes as handled, since the group has settled them, under the leader epochs of their
/// records: the settled offsets may carry none, such as those that Kafka's own tool has set.
final class SettledSpans {
    private final Bounds bounds;
    private final Map<String, UUID> topicIds;
    private final Map<TopicPartition, Integer> epochs = new HashMap<>();

    SettledSpans(Bounds bounds, Map<String, UUID> topicIds) {
        this.bounds = bounds;
        this.topicIds = Map.copyOf(topicIds);
    }

    /// Of each record that is read.
    void sees(Received record) {
        var partition = Records.partition(record);
        if (record.offset() < bounds.settled(partition)) {
            epochs.merge(partition, record.leaderEpoch(), Math::max);
        }
    }

    /// Once all were read.
    List<Span> spans(List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> bounds.partitions(topic.name()).stream())
                .flatMap(partition -> Stream.concat(kept(partition), lost(partition)))
                .toList();
    }

    /// How many records the group has not settled.
    long missing(List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> bounds.unsettled(topic).stream())
                .mapToLong(Stretch::length)
                .sum();
    }

    private Stream<Span> kept(TopicPartition partition) {
        var end = bounds.settled(partition);
        return end == 0
                ? Stream.empty()
                : Stream.of(span(partition, epochs.getOrDefault(partition, Integer.MAX_VALUE), end));
    }

    /// What a partition has lost was handled as well: else the database would look older than what the group has
    /// settled.
    private Stream<Span> lost(TopicPartition partition) {
        return bounds.lost(partition).stream()
                .filter(offset -> SettledOffset.is(offset, Records.id(partition.topic(), topicIds)))
                .map(offset -> span(partition, offset.leaderEpoch().orElseThrow(), offset.offset()));
    }

    private Span span(TopicPartition partition, int epoch, long to) {
        return new Span(
                partition.topic(), Records.id(partition.topic(), topicIds), partition.partition(), epoch, 0, to);
    }
}
