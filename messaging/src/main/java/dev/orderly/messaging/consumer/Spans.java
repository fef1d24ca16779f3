package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The offsets that a batch covers: for each partition from the end of the record before to behind the last
/// one, so that offsets without a record (a transaction's marker, what compaction took) leave no hole. Where the leader
/// epoch changes, another begins.
final class Spans {
    private record Partition(UUID topicId, int partition) {}

    private Spans() {}

    static List<Span> of(List<Item> items) {
        var done = new ArrayList<Span>();
        var open = new LinkedHashMap<Partition, Span>();
        for (var item : items) {
            if (item.record().isPresent() && item.standing() != Item.Standing.RETURNING) {
                var record = item.record().get();
                var partition = new Partition(record.topicId(), record.partition());
                var before = open.get(partition);
                if (before != null && !isContinued(before, item, record)) {
                    done.add(before);
                    before = null;
                }
                open.put(partition, extended(before, record, item.from()));
            }
        }
        done.addAll(open.values());
        return done;
    }

    private static boolean isContinued(Span before, Item item, Received record) {
        return item.from() <= before.to() && record.leaderEpoch() == before.leaderEpoch();
    }

    private static Span extended(@Nullable Span before, Received record, long from) {
        var first = before == null ? Math.min(from, record.offset()) : Math.min(before.from(), from);
        return new Span(
                record.topic(), record.topicId(), record.partition(), record.leaderEpoch(), first, record.offset() + 1);
    }
}
