package dev.orderly.messaging.replay;

import dev.orderly.messaging.operator.Boundary;
import dev.orderly.messaging.operator.Boundary.Earliest;
import dev.orderly.messaging.operator.Boundary.Latest;
import dev.orderly.messaging.operator.Boundary.Offset;
import dev.orderly.messaging.operator.Boundary.Time;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/// The offsets of a replay: what was asked for, as far as the topic has it.
final class ReplayRange {
    private final Boundary from;
    private final Boundary to;
    private final Optional<Integer> only;
    private final List<String> holes = new ArrayList<>();

    /// @param only this partition
    ReplayRange(Boundary from, Boundary to, Optional<Integer> only) {
        this.from = from;
        this.to = to;
        this.only = only;
    }

    /// What was asked for and is not there any more, a sentence for each partition; after [#of].
    List<String> holes() {
        return List.copyOf(holes);
    }

    /// @throws IllegalArgumentException if there is no such partition
    List<Stretch> of(String topic, SiteTopics topics) {
        var bounds = topics.bounds();
        var partitions = meant(topic, bounds);
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("topic %s has no partition %d".formatted(topic, only.orElse(-1)));
        }
        var starts = topics.offsets(partitions, from);
        var ends = topics.offsets(partitions, to);
        var stretches = new ArrayList<Stretch>();
        for (var partition : partitions) {
            var begin = bounds.begin(partition);
            var end = bounds.end(partition);
            var asked = at(from, starts.getOrDefault(partition, end), begin, end);
            if (asked < begin) {
                holes.add(deleted(partition, asked, begin));
            }
            var first = Math.max(asked, begin);
            var last = Math.min(end, at(to, ends.getOrDefault(partition, end), begin, end));
            if (first < last) {
                stretches.add(new Stretch(partition, first, last));
            }
        }
        return stretches;
    }

    /// What the partitions that were meant have, for one who asked for something else.
    String there(String topic, SiteTopics topics) {
        var bounds = topics.bounds();
        var partitions = meant(topic, bounds);
        var longest = partitions.stream()
                .filter(partition -> bounds.begin(partition) < bounds.end(partition))
                .max(Comparator.comparingLong(bounds::end))
                .map(partition -> "the longest, %s, has offsets %d to %d"
                        .formatted(partition, bounds.begin(partition), bounds.end(partition) - 1));
        var last = topics.lastAppended(partitions).map(at -> "; the latest of all was appended at " + at);
        return longest.orElse("there is none") + last.orElse("");
    }

    private List<TopicPartition> meant(String topic, Bounds bounds) {
        return bounds.partitions(topic).stream()
                .filter(partition -> only.isEmpty() || only.get() == partition.partition())
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    static String deleted(TopicPartition partition, long from, long to) {
        return "%s: offsets %d to %d are gone, deleted by retention".formatted(partition, from, to - 1);
    }

    private static long at(Boundary boundary, long found, long begin, long end) {
        return switch (boundary) {
            case Earliest() -> begin;
            case Latest() -> end;
            case Offset(var offset) -> offset;
            case Time _ -> found;
        };
    }
}
