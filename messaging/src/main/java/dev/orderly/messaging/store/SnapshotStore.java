package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A store that only plans: it reads one moment of the database, keeps in memory what would be written, and shows it to
/// what comes later. Nothing is locked, and nothing is left.
public final class SnapshotStore implements Store {
    private final Inquiry inquiry;
    private final Connection connection;
    private final Map<Aggregate<?>, Table<?>> tables;
    private final Map<Aggregate<?>, Map<String, Object>> changed = new LinkedHashMap<>();
    private final Map<Aggregate<?>, Map<String, Object>> before = new LinkedHashMap<>();
    private final Map<List<String>, UUID> handled = new HashMap<>();
    private final List<OutboxRow> emitted = new ArrayList<>();
    private final Map<String, Long> held = new HashMap<>();

    /// @param connection in a transaction that only reads, and sees one moment
    public SnapshotStore(Connection connection, List<? extends Table<?>> tables) {
        this.connection = connection;
        this.inquiry = new Inquiry(connection);
        this.tables =
                tables.stream().collect(Collectors.toMap(Table::kind, table -> table, (a, _) -> a, LinkedHashMap::new));
    }

    /// What would follow, in order.
    public List<OutboxRow> emitted() {
        return List.copyOf(emitted);
    }

    /// A row that would be another.
    ///
    /// @param before as the state hash has it; none for a row that is not there yet
    public record Change(Optional<String> before, String after) {}

    /// Rows that would be others, in the order of tables and keys.
    public List<Change> changes() {
        var changes = new ArrayList<Change>();
        changed.forEach((kind, rows) -> {
            for (var key : rows.keySet().stream().sorted().toList()) {
                changes.addAll(change(table(kind), key));
            }
        });
        return changes;
    }

    @SuppressWarnings("unchecked") // a table's own states
    private <S> List<Change> change(Table<S> table, String key) {
        var was = Optional.ofNullable(
                (S) before.getOrDefault(table.kind(), Map.of()).get(key));
        var is = (S) changed.getOrDefault(table.kind(), Map.of()).get(key);
        if (is == null) {
            return List.of();
        }
        var line = was.map(table::row);
        var change = new Change(line, table.row(is));
        return line.filter(change.after()::equals).isPresent() ? List.of() : List.of(change);
    }

    @Override
    public <R> R transact(Function<Transaction, R> work) {
        return work.apply(new Planned());
    }

    @Override
    public List<String> waitingStreams(String after, int most) {
        return List.of();
    }

    @Override
    public List<HeldBack> waiting(Collection<String> streams, int each) {
        return List.of();
    }

    @SuppressWarnings("unchecked") // tables are put under their own aggregate
    private <S> Table<S> table(Aggregate<S> kind) {
        var table = tables.get(kind);
        if (table == null) {
            throw new IllegalStateException("no table for " + kind.name());
        }
        return (Table<S>) table;
    }

    private final class Planned implements Transaction {
        @Override
        public List<Admission> admit(Arrivals arrivals) {
            try {
                var said = new ArrayList<>(inquiry.admit(arrivals.messages()));
                for (int i = 0; i < said.size(); i++) {
                    said.set(i, amended(arrivals.messages().get(i), said.get(i)));
                }
                return said;
            } catch (SQLException e) {
                throw SqlTrouble.of(e);
            }
        }

        /// As it would be after what is planned so far.
        private Admission amended(Arrival arrival, Admission said) {
            if (said != Admission.NEW) {
                return said;
            }
            var known = arrival.identity().map(identity -> handled.putIfAbsent(key(identity), identity.content()));
            if (known.isPresent()) {
                var same = known.get().equals(arrival.identity().orElseThrow().content());
                return same ? Admission.DUPLICATE : Admission.ID_REUSED;
            }
            var first = held.get(arrival.stream());
            return first != null && first < arrival.sequence() ? Admission.HELD_BACK : said;
        }

        private List<String> key(Identity identity) {
            return List.of(identity.source(), identity.id());
        }

        @Override
        public void forget(List<Identity> identities) {
            identities.forEach(identity -> handled.remove(key(identity)));
        }

        @Override
        @SuppressWarnings("unchecked") // a kind's own states
        public <S> Map<String, S> load(Aggregate<S> kind, SortedSet<String> keys) {
            try {
                var planned = (Map<String, S>) changed.getOrDefault(kind, Map.of());
                var rows = new HashMap<String, S>();
                var missing = new ArrayList<String>();
                for (var key : keys) {
                    var state = planned.get(key);
                    if (state == null) {
                        missing.add(key);
                    } else {
                        rows.put(key, state);
                    }
                }
                if (!missing.isEmpty()) {
                    var found = table(kind).look(connection, missing);
                    rows.putAll(found);
                    before.computeIfAbsent(kind, _ -> new HashMap<>()).putAll(found);
                }
                return rows;
            } catch (SQLException e) {
                throw SqlTrouble.of(e);
            }
        }

        @Override
        public <S> void save(Aggregate<S> kind, Map<String, S> created, Map<String, S> updated) {
            var rows = changed.computeIfAbsent(kind, _ -> new HashMap<>());
            rows.putAll(created);
            rows.putAll(updated);
        }

        @Override
        public long emit(List<OutboxRow> rows) {
            emitted.addAll(rows);
            return 0;
        }

        @Override
        public void bury(List<DeadLetter> letters) {
            letters.forEach(letter -> holdBehind(letter.stream(), letter.sequence()));
        }

        @Override
        public void hold(List<HeldBack> messages) {
            messages.forEach(message -> holdBehind(message.stream(), message.sequence()));
        }

        private void holdBehind(String stream, long sequence) {
            if (!stream.isEmpty()) {
                held.merge(stream, sequence, Math::min);
            }
        }

        @Override
        public Set<Arrivals.Place> stillHeld(Collection<HeldBack> messages) {
            return Set.of();
        }

        @Override
        public void release(Collection<HeldBack> messages) {}

        @Override
        public long lastRow() {
            return 0;
        }
    }
}
