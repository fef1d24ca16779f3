package dev.orderly.messaging.doctor;

import dev.orderly.messaging.outbox.Relay;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What the relay has still to bring to Kafka, and who does it.
record RelayCheck(Condition condition) implements Check {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST = 1_000_000;

    private static final String BACKLOG = """
            SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at))::bigint, 0)
            FROM (SELECT created_at FROM outbox WHERE id > (SELECT cursor FROM relay_cursor) ORDER BY id LIMIT ?) behind""";

    private static final String LEASE = """
            SELECT owner, epoch, until > now() FROM leases WHERE name = ?""";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        return List.of(backlog(connection), lease(connection));
    }

    private static Finding backlog(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(BACKLOG)) {
            select.setInt(1, MOST);
            try (var row = select.executeQuery()) {
                row.next();
                var rows = row.getLong(1);
                var age = Duration.ofSeconds(row.getLong(2));
                if (rows == 0) {
                    return Finding.ok("outbox", "all of it is in Kafka");
                }
                var found = "%s not in Kafka yet, the oldest for %s"
                        .formatted(Counts.told(rows, "row is", "rows are"), Ages.told(age));
                return age.compareTo(LONG) < 0
                        ? Finding.ok("outbox", found)
                        : Finding.warn(
                                "outbox",
                                found,
                                "see who holds the relay's lease, whether Kafka is there, and transactions");
            }
        }
    }

    private Finding lease(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(LEASE)) {
            select.setString(1, Relay.LEASE);
            try (var row = select.executeQuery()) {
                if (row.next() && row.getBoolean(3)) {
                    return Finding.ok(
                            "relay", "%s has the lease, epoch %d".formatted(row.getString(1), row.getLong(2)));
                }
            }
        }
        return Finding.warn("relay", condition.found("nobody has the lease: nothing goes to Kafka"), condition.todo());
    }
}
