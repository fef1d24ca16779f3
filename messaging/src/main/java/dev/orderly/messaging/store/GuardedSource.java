package dev.orderly.messaging.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A pool that gives out connections to the very database that was looked at, once it was: one that was restored from a
/// backup, or made anew, may be older than what the service has told others, and must be looked at first. Every way to
/// another database leads through new connections, so each is asked once.
final class GuardedSource implements DataSource {
    /// A connection that leads elsewhere is as good as none.
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final String IDENTITY = """
            SELECT d.oid, pg_postmaster_start_time(), coalesce(to_regclass('relay_cursor')::oid, 0)
            FROM pg_database d WHERE d.datname = current_database()""";

    private final DataSource pool;
    private final Set<Connection> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile @Nullable Identity expected;
    private volatile boolean isAnother;

    GuardedSource(DataSource pool) {
        this.pool = pool;
    }

    /// Tells one database from another of the same name.
    ///
    /// @param tables the oid of one of its tables; 0 if it has none
    private record Identity(long database, Instant serverStarted, long tables) {}

    /// From now on only this database counts.
    void expectThis() throws SQLException {
        forget();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(true);
            expected = identity(connection);
        }
    }

    /// Any database counts.
    void forget() {
        expected = null;
        isAnother = false;
        known.clear();
    }

    /// Whether it is another than was expected, as far as is known.
    boolean isAnother() {
        return isAnother;
    }

    /// Looks whether it is another than was expected: also one whose tables were made anew beneath open connections.
    void look() throws SQLException {
        known.clear();
        try (var connection = getConnection()) {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = pool.getConnection();
        try {
            check(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void check(Connection connection) throws SQLException {
        var wanted = expected;
        if (wanted == null) {
            return;
        }
        var physical = connection.unwrap(Connection.class);
        if (known.contains(physical)) {
            return;
        }
        var wasAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        var found = identity(connection);
        connection.setAutoCommit(wasAutoCommit);
        if (!found.equals(wanted)) {
            isAnother = true;
            throw new SQLException(
                    "the server was started anew, or the database is another: it is looked at first",
                    CANNOT_CONNECT_NOW);
        }
        known.add(physical);
    }

    private static Identity identity(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(IDENTITY);
                var row = select.executeQuery()) {
            row.next();
            return new Identity(row.getLong(1), row.getTimestamp(2).toInstant(), row.getLong(3));
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool knows its user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
