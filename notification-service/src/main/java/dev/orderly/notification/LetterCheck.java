package dev.orderly.notification;

import dev.orderly.messaging.doctor.Ages;
import dev.orderly.messaging.doctor.Check;
import dev.orderly.messaging.doctor.Finding;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Letters of which nobody knows whether they were sent, and those that wait for long. What became uncertain
/// long ago has been seen, or nobody will.
final class LetterCheck implements Check {
    private static final String THING = "letters";
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String UNENDED = """
            SELECT count(*) FILTER (WHERE due_at IS NOT NULL),
                   coalesce(extract(epoch FROM now() - min(coalesce(reopened_at, requested_at)) FILTER (WHERE due_at IS NOT NULL))::bigint, 0),
                   count(*) FILTER (WHERE status = 'UNCERTAIN' AND changed_at > now() - interval '7 days')
            FROM letters WHERE due_at IS NOT NULL OR status IN ('UNDELIVERABLE', 'UNCERTAIN')""";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(UNENDED);
                var row = select.executeQuery()) {
            row.next();
            return findings(row.getLong(1), Duration.ofSeconds(row.getLong(2)), row.getLong(3));
        }
    }

    private static List<Finding> findings(long waiting, Duration oldest, long uncertain) {
        var findings = new ArrayList<Finding>();
        if (uncertain > 0) {
            findings.add(Finding.warn(
                    THING,
                    "%,d became uncertain in the last 7 days".formatted(uncertain),
                    "orderly notification-service letters list --status uncertain"));
        }
        var told = waiting == 0
                ? "none waits"
                : Counts.told(waiting, "waits", "wait, the oldest") + " for " + Ages.told(oldest);
        findings.add(
                oldest.compareTo(LONG) < 0
                        ? Finding.ok(THING, told)
                        : Finding.warn(
                                THING,
                                told,
                                "see mail server; orderly notification-service letters list --status requested"));
        return findings;
    }
}
