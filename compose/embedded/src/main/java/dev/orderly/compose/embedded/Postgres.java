package dev.orderly.compose.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/// A PostgreSQL server and its superuser, who makes databases: one for each service, and fresh ones for tests.
/// `prefix` and `suffix` stand around the database's name in the JDBC URL.
public record Postgres(String prefix, String suffix, String user, String password) {
    private static final String NAME = "[a-z][a-z0-9_-]{0,62}";

    static Postgres at(String host, int port, String user, String password) {
        return new Postgres("jdbc:postgresql://" + host + ":" + port + "/", "", user, password);
    }

    /// From the JDBC URL of any database of the server.
    static Postgres of(Database superuser) {
        var url = superuser.url();
        var question = url.indexOf('?');
        var suffix = question < 0 ? "" : url.substring(question);
        var path = question < 0 ? url : url.substring(0, question);
        return new Postgres(
                path.substring(0, path.lastIndexOf('/') + 1), suffix, superuser.user(), superuser.password());
    }

    /// The superuser's own database.
    public Database superuser() {
        return new Database(prefix + "postgres" + suffix, user, password);
    }

    /// The database of a service, named as it with underscores, owned by a user of its name whose password is the name,
    /// too; made if it is missing.
    public Database database(String service) {
        if (!service.matches(NAME)) {
            throw new IllegalArgumentException("not a service's name: " + service + ", expected " + NAME);
        }
        var name = service.replace('-', '_');
        try (var connection = connect()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", service)) {
                run(connection, "CREATE ROLE \"" + service + "\" LOGIN PASSWORD '" + service + "'");
            }
            run(connection, "GRANT pg_read_all_stats TO \"" + service + "\""); // whose transactions stay open
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                run(connection, "CREATE DATABASE " + name + " OWNER \"" + service + "\"");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be made: " + e.getMessage(), e);
        }
        return new Database(prefix + name + suffix, service, service);
    }

    /// A new, empty database with an owner of its own, for one test.
    public Database freshDatabase() {
        return database("t_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /// True if it lets the superuser in.
    boolean answers() {
        try (var _ = connect()) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var superuser = superuser();
        return DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
