package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The service's tables a second time, made by its own migrations in a schema beside the live one, for one
/// of them to be filled anew and to take the live one's place. On its connection plain names mean tables of
/// the shadow.
///
/// There is one at a time: who makes it holds an advisory lock as long as the connection lives. So what a
/// killed process has left is known as such, and thrown away.
public final class Shadow implements AutoCloseable {
    static final String SCHEMA = "orderly_rebuild";

    /// A lock that was not given in time, and a deadlock.
    private static final Set<String> BUSY = Set.of("55P03", "40P01");

    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_lock(hashtext('orderly'), hashtext('rebuild')), quote_ident(current_schema())";

    private static final String DROP = "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE";

    private static final String OTHER_MIGRATIONS = """
            SELECT string_agg(DISTINCT version, ', ' ORDER BY version) FROM (
              (SELECT version, checksum FROM %1$s EXCEPT SELECT version, checksum FROM %2$s) UNION ALL
              (SELECT version, checksum FROM %2$s EXCEPT SELECT version, checksum FROM %1$s)) d""";

    private final Connection connection;
    private final String liveSchema;

    /// The longest that others are kept from the table; then PostgreSQL gives it back, whatever became of the process.
    ///
    /// @param idle between statements: Kafka is read, or the process stands still
    /// @param statement for each
    public record Limits(Duration idle, Duration statement) {}

    private Shadow(Connection connection, String liveSchema) {
        this.connection = connection;
        this.liveSchema = liveSchema;
    }

    /// Makes one, empty.
    ///
    /// @return none if another is there, and in use
    public static Optional<Shadow> of(Database database) throws SQLException {
        var connection = database.unhurried();
        try {
            var live = live(connection);
            if (live.isEmpty()) {
                connection.close();
                return Optional.empty();
            }
            run(connection, DROP);
            run(connection, "CREATE SCHEMA " + SCHEMA);
            database.makeTables(SCHEMA);
            run(connection, "SET search_path = " + SCHEMA);
            return live.map(schema -> new Shadow(connection, schema));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// The schema of the live tables, once the lock is taken.
    private static Optional<String> live(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement(TRY_LOCK);
                var row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1) ? Optional.of(row.getString(2)) : Optional.empty();
        }
    }

    public Connection connection() {
        return connection;
    }

    /// How many rows a table has.
    ///
    /// @param name whole
    public long count(String name) throws SQLException {
        try (var count = connection.prepareStatement("SELECT count(*) FROM " + name);
                var row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The whole name of a live table.
    public String live(String table) {
        return liveSchema + "." + table;
    }

    /// The whole name of the shadow's.
    public String shadow(String table) {
        return SCHEMA + "." + table;
    }

    /// Whether the live table is there.
    public boolean hasLive(String table) throws SQLException {
        try (var find = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            find.setString(1, live(table));
            try (var row = find.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /// The migrations by which the live tables and the shadow's differ, if there are any: another version's
    /// were applied since.
    public Optional<String> otherMigrations() throws SQLException {
        var history = "flyway_schema_history";
        try (var compare = connection.prepareStatement(OTHER_MIGRATIONS.formatted(live(history), shadow(history)));
                var row = compare.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    /// Begins to see one moment of the database, and to write into the shadow.
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    /// The same, with the table for oneself. The moment is that in which it was given: locks are taken
    /// before anything is read. So whatever changes the live table has either ended before, or has not
    /// looked at it yet and will see the new one.
    ///
    /// @param most how long to wait for the live table; who wants it meanwhile waits, too
    /// @return false if others use it; then nothing has begun
    public boolean beginAlone(String table, boolean hasLive, Duration most, Limits limits) throws SQLException {
        begin();
        run(
                connection,
                "SET LOCAL idle_in_transaction_session_timeout = "
                        + limits.idle().toMillis());
        run(connection, "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(shadow(table)));
        if (hasLive) {
            try {
                run(connection, "SET LOCAL lock_timeout = " + most.toMillis());
                run(connection, "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(live(table)));
            } catch (SQLException e) {
                if (BUSY.contains(String.valueOf(e.getSQLState()))) {
                    connection.rollback();
                    return false;
                }
                throw e;
            }
        }
        run(connection, "SET LOCAL statement_timeout = " + limits.statement().toMillis());
        return true;
    }

    /// Frees what filling has left of earlier versions of rows, and counts rows for the planner.
    public void tidy(String table) throws SQLException {
        connection.setAutoCommit(true);
        run(connection, "VACUUM (ANALYZE) " + shadow(table));
    }

    /// Puts the shadow's table in the place of the live one, with its owner and grants; the transaction is
    /// to be committed.
    public void swap(String table, boolean hasLive) throws SQLException {
        if (hasLive) {
            for (var sql : Succession.of(connection, live(table), shadow(table))) {
                run(connection, sql);
            }
            run(connection, "DROP TABLE " + live(table));
        }
        run(connection, "ALTER TABLE %s SET SCHEMA %s".formatted(shadow(table), liveSchema));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What is not committed is not done. The lock is given back by word: the server notices later that a
    /// connection has ended.
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            run(connection, DROP);
            run(connection, "SELECT pg_advisory_unlock_all()");
        }
    }
}
