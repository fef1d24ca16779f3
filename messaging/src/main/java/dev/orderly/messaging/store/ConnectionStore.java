package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The store within one transaction that somebody else commits: many batches, and all of them or none are there.
public final class ConnectionStore implements Store {
    private final Connection connection;
    private final Map<Aggregate<?>, Table<?>> tables;
    private final Duplicates duplicates = new Duplicates();

    /// @param connection in a transaction
    public ConnectionStore(Connection connection, List<? extends Table<?>> tables) {
        this.connection = connection;
        this.tables = tables.stream().collect(Collectors.toUnmodifiableMap(Table::kind, table -> table));
    }

    @Override
    public <R> R transact(Function<Transaction, R> work) {
        try {
            var before = connection.setSavepoint();
            try {
                var result = work.apply(new JdbcTransaction(connection, tables, duplicates));
                connection.releaseSavepoint(before);
                return result;
            } catch (RuntimeException e) {
                connection.rollback(before);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }

    @Override
    public List<String> waitingStreams(String after, int most) {
        try {
            return new Shelf(connection).streams(after, most);
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }

    @Override
    public List<HeldBack> waiting(Collection<String> streams, int each) {
        try {
            return new Shelf(connection).waiting(streams, each);
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }
}
