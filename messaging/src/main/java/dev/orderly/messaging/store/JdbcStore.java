package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// The store in PostgreSQL, at READ COMMITTED: order comes from row locks, not from the isolation level.
public final class JdbcStore implements Store {
    private final DataSource database;
    private final Map<Aggregate<?>, Table<?>> tables;
    private final Duplicates duplicates;

    public JdbcStore(DataSource database, List<? extends Table<?>> tables) {
        this(database, tables, new Duplicates());
    }

    JdbcStore(DataSource database, List<? extends Table<?>> tables, Duplicates duplicates) {
        this.database = database;
        this.duplicates = duplicates;
        this.tables = tables.stream().collect(Collectors.toUnmodifiableMap(Table::kind, table -> table));
    }

    @Override
    public <R> R transact(Function<Transaction, R> work) {
        return inTransaction(connection -> work.apply(new JdbcTransaction(connection, tables, duplicates)));
    }

    /// The same for what is no stage of the line.
    <R> R inTransaction(Work<R> work) {
        return withConnection(connection -> {
            connection.setAutoCommit(false);
            try {
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        });
    }

    @Override
    public List<String> waitingStreams(String after, int most) {
        return withConnection(connection -> {
            connection.setAutoCommit(true);
            return new Shelf(connection).streams(after, most);
        });
    }

    @Override
    public List<HeldBack> waiting(Collection<String> streams, int each) {
        return withConnection(connection -> {
            connection.setAutoCommit(true);
            return new Shelf(connection).waiting(streams, each);
        });
    }

    /// What is done on a connection.
    interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    <R> R withConnection(Work<R> work) {
        try (var connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
