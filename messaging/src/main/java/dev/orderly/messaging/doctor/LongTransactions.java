package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Transactions that stay open, in whichever database of the cluster: the relay cannot tell the rows that they may
/// still bring from gaps that stay empty, and its cursor waits. Those that only read have no id, and hold up nothing.
record LongTransactions(Duration longest) implements Check {
    private static final String THING = "transactions";
    private static final int MOST = 10;

    /// Of other users' sessions only members of pg_read_all_stats see since when they are.
    private static final String LONG = """
            SELECT pid::text, coalesce(datname, '-'), coalesce(application_name, ''), coalesce(usename, '-'),
                   extract(epoch FROM now() - xact_start)::bigint, coalesce(state, ''), false
            FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start < now() - ? * interval '1 ms'
              AND backend_xid IS NOT NULL
            UNION ALL
            SELECT gid, database, '', owner, extract(epoch FROM now() - prepared)::bigint, 'prepared', true
            FROM pg_prepared_xacts WHERE prepared < now() - ? * interval '1 ms'
            ORDER BY 5 DESC LIMIT ?""";

    private static final String SEES_ALL = "SELECT pg_has_role('pg_read_all_stats', 'USAGE'), current_user";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var select = connection.prepareStatement(LONG)) {
            select.setLong(1, longest.toMillis());
            select.setLong(2, longest.toMillis());
            select.setInt(3, MOST);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    var end = row.getBoolean(7)
                            ? "in that database: ROLLBACK PREPARED '%s'"
                            : "if nobody needs it: SELECT pg_terminate_backend(%s)";
                    var id = OutsideText.escaped(row.getString(1));
                    findings.add(Finding.warn(
                            THING,
                            "%s has been open for %s: database %s, user %s, application '%s', %s; it holds back the relay"
                                    .formatted(
                                            (row.getBoolean(7) ? "" : "pid ") + id,
                                            Ages.told(Duration.ofSeconds(row.getLong(5))),
                                            OutsideText.escaped(row.getString(2)),
                                            OutsideText.escaped(row.getString(4)),
                                            OutsideText.escaped(row.getString(3)),
                                            row.getString(6)),
                            end.formatted(id)));
                }
            }
        }
        return findings.isEmpty() ? List.of(none(connection)) : findings;
    }

    private Finding none(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(SEES_ALL);
                var row = select.executeQuery()) {
            row.next();
            var found = "none that writes has been open for more than " + Ages.told(longest);
            return row.getBoolean(1)
                    ? Finding.ok(THING, found)
                    : Finding.warn(
                            THING,
                            found + ", of this user's; those of others cannot be seen",
                            "as a superuser: GRANT pg_read_all_stats TO \"%s\"".formatted(row.getString(2)));
        }
    }
}
