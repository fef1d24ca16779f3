package dev.orderly.messaging.outbox;

import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// The outbox of a [MemoryStore].
public final class MemoryOutbox implements OutboxSource {
    private final MemoryStore store;
    private final MemoryLeases leases;
    private final boolean remembersGaps;
    private final Map<String, Position> positions = new HashMap<>();
    private long cursor;
    private Runnable listener = () -> {};
    private Runnable beforeNote = () -> {};

    public MemoryOutbox(MemoryStore store, MemoryLeases leases) {
        this(store, leases, true);
    }

    /// @param remembersGaps false for the fault of a cursor that passes ids which it did not see
    public MemoryOutbox(MemoryStore store, MemoryLeases leases, boolean remembersGaps) {
        this.store = store;
        this.leases = leases;
        this.remembersGaps = remembersGaps;
    }

    @Override
    public synchronized long cursor() {
        listener.run();
        return cursor;
    }

    /// Called before each look into the database; may throw, as if it were away.
    public synchronized void listener(Runnable toTell) {
        listener = toTell;
    }

    @Override
    public Page read(long after, List<Gaps.Range> gaps, int limit) {
        listener.run();
        var oldest = store.oldestRunning();
        var rows = new ArrayList<Page.Row>();
        gaps.forEach(gap -> add(store.outbox(gap.from(), gap.to()), rows));
        add(first(store.outbox(after + 1, Long.MAX_VALUE), limit), rows);
        return new Page(rows, oldest, remembersGaps ? store.horizon() : 0);
    }

    private static NavigableMap<Long, OutboxRow> first(NavigableMap<Long, OutboxRow> rows, int limit) {
        return rows.size() <= limit
                ? rows
                : rows.headMap(rows.keySet().stream().skip(limit).findFirst().orElseThrow(), false);
    }

    private static void add(NavigableMap<Long, OutboxRow> found, List<Page.Row> rows) {
        found.forEach((id, row) -> rows.add(new Page.Row(id, row.topic(), row.key(), row.payload(), row.headers())));
    }

    /// What happens between the lease and the note that follows.
    void beforeNextNote(Runnable what) {
        beforeNote = what;
    }

    @Override
    public synchronized boolean advance(Lease lease, long to, List<Position> reached) {
        listener.run();
        var before = beforeNote;
        beforeNote = () -> {};
        before.run();
        if (!leases.isHeld(lease)) {
            return false;
        }
        cursor = Math.max(cursor, to);
        reached.forEach(position -> positions.put(position.topic() + position.partition(), position));
        return true;
    }

    @Override
    public synchronized List<Position> positions() {
        return List.copyOf(positions.values());
    }
}
