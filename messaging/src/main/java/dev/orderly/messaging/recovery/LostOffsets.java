package dev.orderly.messaging.recovery;

import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.store.Unfolded.Handled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/// Whether a topic has lost offsets that were handled: by which a row that is behind what the service knew
/// is told from one that somebody has changed.
final class LostOffsets {
    private final String topic;
    private final Map<Integer, Map<Integer, Long>> begins = new HashMap<>();

    LostOffsets(String topic) {
        this.topic = topic;
    }

    /// A record that is there.
    void saw(int partition, int leaderEpoch, long offset) {
        begins.computeIfAbsent(partition, _ -> new HashMap<>()).merge(leaderEpoch, offset, Math::min);
    }

    /// Once all records that were handled have been seen.
    ///
    /// @return which are lost, for people
    Optional<String> among(List<Handled> handled, Bounds bounds) {
        return handled.stream().flatMap(each -> lost(each, bounds).stream()).findFirst();
    }

    private Optional<String> lost(Handled handled, Bounds bounds) {
        if (!handled.isThis()) {
            return Optional.of("topic %s was made anew".formatted(topic));
        }
        var partition = new TopicPartition(topic, handled.partition());
        if (handled.from() < bounds.begin(partition)) {
            return Optional.of("%s begins at offset %d only".formatted(partition, bounds.begin(partition)));
        }
        var end = Math.min(bounds.end(partition), replaced(handled));
        return end < handled.to()
                ? Optional.of("%s has lost what lay at offsets %d to %d".formatted(partition, end, handled.to() - 1))
                : Optional.empty();
    }

    /// From where on a later leader has put other records.
    private long replaced(Handled handled) {
        return begins.getOrDefault(handled.partition(), Map.of()).entrySet().stream()
                .filter(begin -> begin.getKey() > handled.epoch())
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
