package dev.orderly.user;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.JdbcStore;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;

/// A new PostgreSQL database with the service's tables, for one test.
final class TestDatabase implements AutoCloseable {
    private final Database database;
    private final JdbcStore store;

    TestDatabase() throws SQLException {
        var fresh = Brokers.shared().postgres().freshDatabase();
        database = new Database(
                "user-events", new DatabaseSettings(fresh.url(), fresh.user(), new Secret(fresh.password())));
        database.prepare();
        store = new JdbcStore(database.source(), List.of(HoldsTable.TABLE, UsersTable.TABLE));
    }

    DataSource source() {
        return database.source();
    }

    JdbcStore store() {
        return store;
    }

    <S> void create(Aggregate<S> kind, Map<String, S> rows) {
        store.transact(transaction -> {
            transaction.save(kind, rows, Map.of());
            return true;
        });
    }

    <S> void update(Aggregate<S> kind, Map<String, S> rows) {
        store.transact(transaction -> {
            transaction.save(kind, Map.of(), rows);
            return true;
        });
    }

    <S> Map<String, S> load(Aggregate<S> kind, Collection<String> keys) {
        return store.transact(transaction -> transaction.load(kind, new TreeSet<>(keys)));
    }

    void execute(String sql) throws SQLException {
        try (var connection = source().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
