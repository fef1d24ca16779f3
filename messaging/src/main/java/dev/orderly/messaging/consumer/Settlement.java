package dev.orderly.messaging.consumer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Which offsets may be committed: those of batches whose rows the relay has brought to Kafka. So a committed
/// offset means that everything which followed is in Kafka, and a lost database can be had again from there.
final class Settlement {
    private record Pending(long lastRow, Map<TopicPartition, OffsetAndMetadata> offsets) {}

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> refused = new HashMap<>();
    private long lastRow;

    void add(long row, Map<TopicPartition, OffsetAndMetadata> offsets) {
        lastRow = Math.max(lastRow, row);
        pending.add(new Pending(lastRow, offsets));
    }

    /// Takes out the offsets up to this cursor, the last of each partition.
    Map<TopicPartition, OffsetAndMetadata> upTo(long cursor) {
        var settled = new HashMap<>(refused);
        refused.clear();
        while (!pending.isEmpty() && pending.getFirst().lastRow <= cursor) {
            settled.putAll(pending.removeFirst().offsets);
        }
        taken.putAll(settled);
        return settled;
    }

    /// These could not be committed: they come again with the next, since a partition to which nothing more
    /// comes would seem unread for ever. Only those that were taken out last: answers may come late, when later
    /// offsets are committed, or when the partition is another's.
    void again(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset.equals(taken.get(partition))) {
                refused.put(partition, offset);
            }
        });
    }

    /// Partitions that are another's now: their offsets are no longer ours to commit.
    void forget(Collection<TopicPartition> partitions) {
        taken.keySet().removeAll(partitions);
        refused.keySet().removeAll(partitions);
        pending.forEach(each -> each.offsets.keySet().removeAll(partitions));
    }

    boolean isEmpty() {
        return pending.isEmpty() && refused.isEmpty();
    }

    /// How many outbox ids the relay is behind.
    long behind(long cursor) {
        return pending.isEmpty() ? 0 : Math.max(0, lastRow - cursor);
    }
}
