package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.doctor.Ages;
import dev.orderly.messaging.doctor.Check;
import dev.orderly.messaging.doctor.Finding;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sagas that are set aside, and those whose deadline passed long ago.
public record SagaCheck(String service) implements Check {
    private static final String THING = "sagas";
    private static final Duration LONG = Duration.ofMinutes(1);

    /// Timelines are long, and their beginnings have no index: only those of a few are read, of the first that
    /// fall due.
    private static final String OPEN = """
            SELECT count(*) FILTER (WHERE status = 'RUNNING'), count(*) FILTER (WHERE status = 'STUCK'),
                   coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE status = 'RUNNING'))::bigint, 0),
                   (SELECT coalesce(extract(epoch FROM now() - min((timeline->0->>'time')::timestamptz))::bigint, 0)
                    FROM (SELECT timeline FROM sagas WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 100) first)
            FROM sagas WHERE due_at IS NOT NULL OR status = 'STUCK'""";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OPEN);
                var row = select.executeQuery()) {
            row.next();
            return findings(
                    row.getLong(1),
                    row.getLong(2),
                    Duration.ofSeconds(row.getLong(3)),
                    Duration.ofSeconds(row.getLong(4)));
        }
    }

    private List<Finding> findings(long running, long stuck, Duration overdue, Duration oldest) {
        var findings = new ArrayList<Finding>();
        if (stuck > 0) {
            findings.add(Finding.bad(
                    THING,
                    Counts.told(
                            stuck,
                            "is stuck, and does not go on by itself",
                            "are stuck, and do not go on by themselves"),
                    "orderly %1$s sagas list --status stuck; then orderly %1$s sagas retry --stuck --execute"
                            .formatted(service)));
        }
        var open = running == 0
                ? "none is running"
                : Counts.told(running, "is running", "are running, one of them") + " for " + Ages.told(oldest);
        if (overdue.compareTo(LONG) > 0) {
            findings.add(Finding.warn(
                    THING,
                    "%s; one fell due %s ago".formatted(open, Ages.told(overdue)),
                    "timers fire while the service reads its answers: see group; orderly %s sagas list"
                            .formatted(service)));
        } else {
            findings.add(Finding.ok(THING, open));
        }
        return findings;
    }
}
