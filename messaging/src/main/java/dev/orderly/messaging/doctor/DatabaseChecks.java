package dev.orderly.messaging.doctor;

import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/// PostgreSQL itself, whether the service's tables are this version's, and what their rows tell.
final class DatabaseChecks {
    private static final int OLDEST = 14;
    private static final String THING = "postgresql";

    /// That a table or a column is missing is told of the tables as a whole.
    private static final Set<String> MISSING = Set.of("42P01", "42703");

    private static final String SERVER = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
                   pg_is_in_recovery(), pg_size_pretty(pg_database_size(current_database())),
                   (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
                   current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int""";

    private final Patient patient;
    private final Condition condition;
    private final LongTransactions transactions;

    DatabaseChecks(Patient patient, Condition condition, LongTransactions transactions) {
        this.patient = patient;
        this.condition = condition;
        this.transactions = transactions;
    }

    /// What cannot be looked at is a finding, and keeps nobody from looking at the rest.
    void look(Consumer<Finding> found) throws SQLException {
        Connection connection;
        try {
            connection = patient.site().database().hurried();
        } catch (SQLException e) {
            found.accept(away(e));
            return;
        }
        try (connection) {
            for (var part : parts()) {
                if (connection.isClosed()) {
                    found.accept(Finding.bad(
                            THING,
                            "the rest was not looked at: the connection was lost",
                            "see its log, and try again"));
                    return;
                }
                part.look(connection).forEach(found);
            }
        }
    }

    private Finding away(SQLException e) {
        var site = patient.site();
        return site.database()
                .refusal(e)
                .map(each -> Finding.refused(THING, each.why(), each.mend()))
                .orElseGet(() ->
                        Finding.away(THING, site.address() + ": " + Causes.told(e), "start it, or set DATABASE_URL"));
    }

    private List<Part> parts() {
        var service = patient.service();
        var parts = new ArrayList<>(List.of(
                new Part(THING, DatabaseChecks::server),
                new Part("transactions", transactions),
                new Part("tables", new TablesCheck(patient, condition))));
        Stream.concat(
                        Stream.of(new RelayCheck(condition), ShelfCheck.of(patient.site()), new ReplaysCheck(service)),
                        patient.own().stream())
                .map(check -> new Part("rows", check))
                .forEach(parts::add);
        return parts;
    }

    /// One check of many.
    private record Part(String thing, Check check) {
        List<Finding> look(Connection connection) {
            try {
                return check.look(connection);
            } catch (SQLException | FlywayException e) {
                return isOfTables(e)
                        ? List.of()
                        : List.of(Finding.bad(thing, "cannot be looked at: " + Causes.told(e), "try again"));
            }
        }

        private static boolean isOfTables(Exception e) {
            return e instanceof SQLException refused && MISSING.contains(String.valueOf(refused.getSQLState()));
        }
    }

    private static List<Finding> server(Connection connection) throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var select = connection.prepareStatement(SERVER);
                var row = select.executeQuery()) {
            row.next();
            var connections = row.getInt(5);
            var most = row.getInt(6);
            var found = "version %s, the database has %s, %d of %s in use"
                    .formatted(
                            row.getString(1),
                            row.getString(4),
                            connections,
                            Counts.told(most, "connection") + (connections == 1 ? " is" : " are"));
            if (row.getInt(2) < OLDEST) {
                findings.add(Finding.bad(THING, found, "take version %d or later".formatted(OLDEST)));
            } else if (row.getBoolean(3)) {
                findings.add(Finding.bad(
                        THING, found + "; it is a standby, which takes no writes", "set DATABASE_URL to the primary"));
            } else if (connections * 10L > most * 9L) {
                findings.add(Finding.warn(THING, found, "raise max_connections, or stop who holds so many"));
            } else {
                findings.add(Finding.ok(THING, found));
            }
        }
        Database.unsafeSetting(connection)
                .ifPresent(setting -> findings.add(Finding.bad(
                        THING,
                        "it runs with " + setting + "=off, and would lose what it has acknowledged",
                        "set it to on")));
        return findings;
    }
}
