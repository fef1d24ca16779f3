package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// One transaction on one connection; statements are sent as they are called.
final class JdbcTransaction implements Transaction {

    private interface Statement<R> {
        R run() throws SQLException;
    }

    private final Connection connection;
    private final Map<Aggregate<?>, Table<?>> tables;
    private final Inbox inbox;

    JdbcTransaction(Connection connection, Map<Aggregate<?>, Table<?>> tables, Duplicates duplicates) {
        this.connection = connection;
        this.tables = tables;
        this.inbox = new Inbox(connection, duplicates);
    }

    @Override
    public List<Admission> admit(Arrivals arrivals) {
        return run(() -> inbox.admit(arrivals));
    }

    @Override
    public void forget(List<Arrivals.Identity> identities) {
        runAll(() -> inbox.forget(identities));
    }

    @Override
    public <S> Map<String, S> load(Aggregate<S> kind, SortedSet<String> keys) {
        return run(() -> table(kind).load(connection, keys));
    }

    @Override
    public <S> void save(Aggregate<S> kind, Map<String, S> created, Map<String, S> updated) {
        runAll(() -> table(kind).save(connection, created, updated));
    }

    @Override
    public long emit(List<OutboxRow> rows) {
        return run(() -> new OutboxTable(connection).append(rows));
    }

    @Override
    public void bury(List<DeadLetter> letters) {
        runAll(() -> {
            var edited = new Shelf(connection).bury(letters);
            if (!edited.isEmpty()) {
                new Originals(connection)
                        .free(edited.stream().map(Originals::of).toList());
            }
        });
    }

    @Override
    public void hold(List<HeldBack> messages) {
        runAll(() -> new Shelf(connection).hold(messages));
    }

    @Override
    public Set<Place> stillHeld(Collection<HeldBack> messages) {
        return run(() -> new Shelf(connection).lock(messages));
    }

    @Override
    public long lastRow() {
        return run(() -> new OutboxTable(connection).last());
    }

    @Override
    public void release(Collection<HeldBack> messages) {
        runAll(() -> new Shelf(connection).release(messages));
    }

    @SuppressWarnings("unchecked") // tables are put under their own aggregate
    private <S> Table<S> table(Aggregate<S> kind) {
        var table = tables.get(kind);
        if (table == null) {
            throw new IllegalStateException("no table for " + kind.name());
        }
        return (Table<S>) table;
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void runAll(Work work) {
        run(() -> {
            work.run();
            return true;
        });
    }

    private static <R> R run(Statement<R> statement) {
        try {
            return statement.run();
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }
}
