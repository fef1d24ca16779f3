package dev.orderly.messaging.operator;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.consumer.SettledOffset;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.topology.Topology.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Where the partitions of a service's topics begin and end, and how far its group has settled them.
///
/// @param committed the first offset that is not settled; none for a partition of which nothing was
/// @param kept up to where a partition has what was settled, as far as that is known
public record Bounds(
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, OffsetAndMetadata> committed,
        Map<TopicPartition, Long> kept) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Bounds(
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        this(begins, ends, committed, Map.of());
    }

    public static Bounds of(
            Map<String, Shape> shapes,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        var partitions = new ArrayList<TopicPartition>();
        shapes.forEach((topic, shape) -> {
            for (int i = 0; i < shape.partitions(); i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        });
        return new Bounds(
                new HashMap<>(consumer.beginningOffsets(partitions, PATIENCE)),
                new HashMap<>(consumer.endOffsets(partitions, PATIENCE)),
                Map.copyOf(committed));
    }

    /// The same, and what came in the places of settled records that a partition has lost is not settled. The leader
    /// epoch of what was settled tells the consumer where the logs part; an offset that a tool has set has none.
    /// What was settled of a topic that had the name before says nothing.
    ///
    /// @param topicIds of the topics as they are now
    Bounds withoutReplaced(Consumer<byte[], byte[]> consumer, Map<String, UUID> topicIds) {
        var known = new HashMap<TopicPartition, Long>();
        var asked = new HashMap<TopicPartition, OffsetAndMetadata>();
        committed.forEach((partition, offset) -> {
            if (!ends.containsKey(partition)) {
                return;
            }
            var id = Records.id(partition.topic(), topicIds);
            if (SettledOffset.isOfAnother(offset, id)) {
                known.put(partition, 0L);
            } else if (SettledOffset.is(offset, id) && offset.leaderEpoch().isPresent()) {
                asked.put(partition, offset);
            }
        });
        consumer.assign(asked.keySet());
        consumer.endOffsets(asked.keySet(), PATIENCE); // position asks only leaders that are known
        asked.forEach(consumer::seek);
        asked.keySet().forEach(partition -> known.put(partition, consumer.position(partition, PATIENCE)));
        consumer.unsubscribe();
        return new Bounds(begins, ends, committed, known);
    }

    /// The partitions of a topic.
    public List<TopicPartition> partitions(String topic) {
        return ends.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
    }

    /// All that the topic has.
    public List<Stretch> whole(Topic topic) {
        return whole(topic.name());
    }

    public List<Stretch> whole(String topic) {
        return partitions(topic).stream()
                .map(partition -> new Stretch(partition, begin(partition), end(partition)))
                .toList();
    }

    /// What the group has settled.
    public List<Stretch> settled(Topic topic) {
        return partitions(topic.name()).stream()
                .map(partition -> new Stretch(partition, begin(partition), settled(partition)))
                .toList();
    }

    /// What it has not.
    public List<Stretch> unsettled(Topic topic) {
        return partitions(topic.name()).stream()
                .map(partition ->
                        new Stretch(partition, Math.max(begin(partition), settled(partition)), end(partition)))
                .toList();
    }

    /// The end of what is settled; no record is beyond the partition's end, whatever was committed once.
    public long settled(TopicPartition partition) {
        return Optional.ofNullable(committed.get(partition))
                .map(offset -> Math.min(offset.offset(), end(partition)))
                .map(end -> Math.min(end, kept.getOrDefault(partition, end)))
                .orElse(0L);
    }

    /// What was committed, if the partition has lost the end of it, or is an earlier topic's. Its leader epoch tells it
    /// from what came in its place.
    public Optional<OffsetAndMetadata> lost(TopicPartition partition) {
        return Optional.ofNullable(committed.get(partition))
                .filter(offset -> offset.offset() > settled(partition))
                .filter(offset -> offset.leaderEpoch().isPresent());
    }

    public long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
