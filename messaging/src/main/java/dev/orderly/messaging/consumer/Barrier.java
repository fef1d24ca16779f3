package dev.orderly.messaging.consumer;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// The ends that the partitions of a topic had at a moment: behind them, nothing of before that moment is left to read.
record Barrier(Instant taken, Map<TopicPartition, Long> ends) {

    /// The numbers of the partitions that are read so far.
    Set<Integer> passed(ToLongFunction<TopicPartition> position) {
        return ends.entrySet().stream()
                .filter(end -> position.applyAsLong(end.getKey()) >= end.getValue())
                .map(end -> end.getKey().partition())
                .collect(Collectors.toSet());
    }

    boolean isFor(TopicPartition partition) {
        return ends.containsKey(partition);
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    /// The same for the other partitions.
    Barrier without(Set<Integer> partitions) {
        return new Barrier(
                taken,
                ends.entrySet().stream()
                        .filter(end -> !partitions.contains(end.getKey().partition()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
