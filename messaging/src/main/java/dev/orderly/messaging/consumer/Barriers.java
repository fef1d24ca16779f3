package dev.orderly.messaging.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// Fires timers. Each waits for a barrier: the end of its partition, asked after it fell due, must have been read. A
/// partition that cannot be read holds up no other.
final class Barriers {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration IMPATIENCE = Duration.ofMillis(100);
    private static final int MISSING = 3;
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Consumer<?, ?> consumer;
    private final Deadlines deadlines;
    private final int most;
    private final List<Barrier> barriers = new ArrayList<>();
    private final Map<TopicPartition, Instant> silent = new HashMap<>();

    /// @param most timers fired at once, at most
    Barriers(Consumer<?, ?> consumer, Deadlines deadlines, int most) {
        this.consumer = consumer;
        this.deadlines = deadlines;
        this.most = most;
    }

    /// @param line takes those that fired
    void fire(Instant now, java.util.function.Consumer<List<Item>> line) {
        var free = consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(deadlines.answers()))
                .filter(partition -> barriers.stream().noneMatch(barrier -> barrier.isFor(partition)))
                .filter(partition -> !now.isBefore(silent.getOrDefault(partition, now)))
                .collect(Collectors.toMap(partition -> partition, TopicPartition::partition));
        if (!free.isEmpty() && deadlines.anyDue(now, Set.copyOf(free.values()))) {
            barriers.add(new Barrier(now, ends(free.keySet(), now)));
        }
        barriers.replaceAll(barrier -> fire(barrier, line));
        barriers.removeIf(Barrier::isEmpty);
    }

    /// The ends that can be told. A partition of which none can, having no leader, is asked for again later only, since
    /// everything else waits meanwhile; behind a few of them, the cluster itself is away.
    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, Instant now) {
        try {
            return consumer.endOffsets(partitions, PATIENCE);
        } catch (RetriableException all) {
            var ends = new HashMap<TopicPartition, Long>();
            var missing = 0;
            for (var partition : partitions) {
                try {
                    if (missing < MISSING) {
                        ends.putAll(consumer.endOffsets(Set.of(partition), IMPATIENCE));
                    }
                } catch (RetriableException one) {
                    missing++;
                }
            }
            partitions.stream()
                    .filter(partition -> !ends.containsKey(partition))
                    .forEach(partition -> silent.put(partition, now.plus(LATER)));
            return ends;
        }
    }

    /// How far it is read is told by the position, not by the last record: a transaction's marker is none.
    ///
    /// @return what is left to wait for
    private Barrier fire(Barrier barrier, java.util.function.Consumer<List<Item>> line) {
        var ready = barrier.passed(this::position);
        var due = deadlines.due(barrier.taken(), ready, most);
        line.accept(due);
        return due.size() < most ? barrier.without(ready) : barrier;
    }

    /// Before every end, where it cannot be told: its leader is away.
    private long position(TopicPartition partition) {
        try {
            return consumer.position(partition, IMPATIENCE);
        } catch (RetriableException _) {
            return -1;
        }
    }

    /// Other partitions are this instance's now.
    void forget() {
        barriers.clear();
        silent.clear();
    }
}
