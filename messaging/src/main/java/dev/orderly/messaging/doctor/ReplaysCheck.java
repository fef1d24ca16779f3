package dev.orderly.messaging.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Replays that have not ended.
record ReplaysCheck(String service) implements Check {
    private static final String UNENDED = """
            SELECT r.run_id, r.topic, r.status, coalesce(l.until > now(), false)
            FROM replays r LEFT JOIN leases l ON l.name = 'replay/' || r.run_id
            WHERE r.status IN ('RUNNING', 'PAUSED') ORDER BY r.started_at LIMIT 10""";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var select = connection.prepareStatement(UNENDED);
                var row = select.executeQuery()) {
            while (row.next()) {
                findings.add(finding(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok("replays", "none is under way")) : findings;
    }

    private Finding finding(String run, String topic, String status, boolean isAtWork) {
        if (isAtWork) {
            return Finding.ok("replays", "%s of %s is at work".formatted(run, topic));
        }
        var found = status.equals("PAUSED") ? "is paused" : "was left by the process that ran it";
        return Finding.warn(
                "replays",
                "%s of %s %s".formatted(run, topic, found),
                "orderly %s replays resume %s --execute, or abort".formatted(service, run));
    }
}
