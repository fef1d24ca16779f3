package dev.orderly.messaging.operator;

import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.topology.Topology.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Where the partitions of a service's topics begin and end, and how far its group has settled them.
///
/// @param committed the first offset that is not settled; none for a partition of which nothing was
public record Bounds(
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, OffsetAndMetadata> committed) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
                .orElse(0L);
    }

    public long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
