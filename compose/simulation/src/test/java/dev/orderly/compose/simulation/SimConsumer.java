package dev.orderly.compose.simulation;

import dev.orderly.compose.simulation.SimKafka.Group;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/// A member of a group, as the intake uses one. It learns of a rebalance at its next poll only: until then,
/// two members may believe that a partition is theirs, as it is with a member that was paused for longer than
/// its session.
final class SimConsumer {
    private final SimKafka kafka;
    private final Group group;
    private final Chaos chaos;
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private final Map<TopicPartition, Integer> terms = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private List<TopicPartition> all = List.of();
    private ConsumerRebalanceListener listener;

    SimConsumer(SimKafka kafka, String group, Chaos chaos) {
        this.kafka = kafka;
        this.group = kafka.group(group);
        this.chaos = chaos;
    }

    void leave() {
        group.leave(this);
    }

    /// Kafka's interface, as much of it as is needed.
    @SuppressWarnings("unchecked") // a proxy has no type parameters
    Consumer<byte[], byte[]> asConsumer() {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, a) -> {
                    return switch (method.getName()) {
                        case "subscribe" -> subscribe((Collection<String>) a[0], (ConsumerRebalanceListener) a[1]);
                        case "poll" -> poll();
                        case "assignment" -> Set.copyOf(positions.keySet());
                        case "paused" -> Set.copyOf(paused);
                        case "pause" -> pause((Collection<TopicPartition>) a[0]);
                        case "resume" -> resume((Collection<TopicPartition>) a[0]);
                        case "seek" -> seek((TopicPartition) a[0], (OffsetAndMetadata) a[1]);
                        case "position" -> position((TopicPartition) a[0]).offset();
                        case "endOffsets" -> ends((Collection<TopicPartition>) a[0]);
                        case "committed" -> committed((Set<TopicPartition>) a[0]);
                        case "commitAsync" ->
                            commit((Map<TopicPartition, OffsetAndMetadata>) a[0], (OffsetCommitCallback) a[1]);
                        case "commitSync" -> commit((Map<TopicPartition, OffsetAndMetadata>) a[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Object subscribe(Collection<String> topics, ConsumerRebalanceListener toTell) {
        all = topics.stream()
                .sorted()
                .flatMap(topic -> SimKafka.partitions(topic).stream())
                .toList();
        listener = toTell;
        group.join(this);
        return null;
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        rebalance();
        var taken = new TreeMap<String, Map.Entry<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>>();
        for (var partition : chaos.shuffled(all)) {
            if (!positions.containsKey(partition) || paused.contains(partition) || chaos.strikes(3)) {
                continue;
            }
            var from = (int) position(partition).offset();
            var log = kafka.log(partition);
            var most = chaos.isRaging() ? 1 + chaos.upTo(4) : 50;
            var to = Math.min(log.size(), from + most);
            if (from < to) {
                taken.put(
                        partition.toString() + chaos.upTo(9), Map.entry(partition, List.copyOf(log.subList(from, to))));
                positions.put(partition, kafka.behind(partition, to));
            }
        }
        var records = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        chaos.shuffled(taken.values()).forEach(entry -> records.put(entry.getKey(), entry.getValue()));
        return new ConsumerRecords<>(records, Map.of());
    }

    private void rebalance() {
        var lost = positions.keySet().stream()
                .filter(partition -> !isHeld(partition))
                .toList();
        if (!lost.isEmpty()) {
            listener.onPartitionsRevoked(lost);
            positions.keySet().removeAll(lost);
            paused.removeAll(lost);
        }
        var won = new ArrayList<TopicPartition>();
        for (var partition : all) {
            if (group.isOwner(this, partition) && !positions.containsKey(partition)) {
                terms.put(partition, group.term(partition));
                positions.put(partition, group.committed.getOrDefault(partition, new OffsetAndMetadata(0)));
                won.add(partition);
            }
        }
        if (!won.isEmpty()) {
            listener.onPartitionsAssigned(won);
        }
    }

    private boolean isHeld(TopicPartition partition) {
        return group.isOwner(this, partition) && terms.getOrDefault(partition, 0) == group.term(partition);
    }

    private OffsetAndMetadata position(TopicPartition partition) {
        return positions.computeIfPresent(partition, kafka::validated);
    }

    private Object pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
        return null;
    }

    private Object resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
        return null;
    }

    private Object seek(TopicPartition partition, OffsetAndMetadata to) {
        positions.replace(partition, to);
        return null;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.toMap(p -> p, p -> (long) kafka.log(p).size()));
    }

    /// Null for those of which nothing was.
    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
        partitions.forEach(partition -> committed.put(partition, group.committed.get(partition)));
        return committed;
    }

    private Object commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!offsets.keySet().stream().allMatch(this::isHeld) || chaos.strikes(10)) {
            throw new CommitFailedException("they are another's now");
        }
        group.committed.putAll(offsets);
        return null;
    }

    private Object commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        try {
            commit(offsets);
            callback.onComplete(offsets, null);
        } catch (CommitFailedException e) {
            callback.onComplete(offsets, e);
        }
        return null;
    }
}
