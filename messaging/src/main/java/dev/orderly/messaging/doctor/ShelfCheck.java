package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What was set aside: dead letters that nobody has decided about, and facts that wait for an earlier one.
record ShelfCheck(String service) implements Check {
    private static final int MOST = 3;
    private static final String WAITING_THING = "waiting facts";

    private static final String OPEN = """
            SELECT reason, count(*), sum(count(*)) OVER () FROM dead_letters WHERE status = 'OPEN'
            GROUP BY reason ORDER BY 2 DESC, 1 LIMIT ?""";

    private static final String WAITING = """
            SELECT w.*, coalesce((SELECT d.topic || ':' || d.partition || ':' || d."offset" FROM dead_letters d
              WHERE d.status = 'OPEN' AND d.stream = w.stream AND d.sequence < w.first ORDER BY d.sequence LIMIT 1), '')
            FROM (SELECT stream, count(*), min(sequence) AS first, extract(epoch FROM now() - min(since))::bigint,
                         sum(count(*)) OVER (), count(*) OVER ()
                  FROM waiting GROUP BY stream ORDER BY min(since) LIMIT ?) w""";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        return List.of(deadLetters(connection), waiting(connection));
    }

    private Finding deadLetters(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OPEN)) {
            select.setInt(1, MOST);
            try (var row = select.executeQuery()) {
                var reasons = new ArrayList<String>();
                var all = 0L;
                var shown = 0L;
                while (row.next()) {
                    reasons.add(row.getLong(2) + " " + OutsideText.shown(row.getString(1)));
                    shown += row.getLong(2);
                    all = row.getLong(3);
                }
                return all == 0
                        ? Finding.ok("dead letters", "none is open")
                        : Finding.warn(
                                "dead letters",
                                "%d open: %s".formatted(all, list(reasons, all - shown)),
                                "orderly %s dead-letters list".formatted(service));
            }
        }
    }

    private Finding waiting(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(WAITING)) {
            select.setInt(1, MOST);
            try (var row = select.executeQuery()) {
                var streams = new ArrayList<String>();
                var facts = 0L;
                var more = 0L;
                var isBehindDeadLetter = false;
                while (row.next()) {
                    var letter = row.getString(7);
                    isBehindDeadLetter |= !letter.isEmpty();
                    var why = letter.isEmpty()
                            ? "for what comes before number " + row.getLong(3)
                            : "behind dead letter " + letter;
                    streams.add("%d of %s %s, since %s"
                            .formatted(
                                    row.getLong(2),
                                    OutsideText.shown(row.getString(1)),
                                    why,
                                    Ages.told(Duration.ofSeconds(row.getLong(4)))));
                    facts = row.getLong(5);
                    more = row.getLong(6) - streams.size();
                }
                return facts == 0
                        ? Finding.ok(WAITING_THING, "none")
                        : Finding.warn(WAITING_THING, facts + ": " + list(streams, more), mend(isBehindDeadLetter));
            }
        }
    }

    private String mend(boolean isBehindDeadLetter) {
        return isBehindDeadLetter
                ? "redrive or discard that dead letter: orderly %s dead-letters list".formatted(service)
                : "it comes by itself, unless offsets were set forward past it: set them back";
    }

    private static String list(List<String> first, long more) {
        return String.join(", ", first) + (more > 0 ? ", and " + more + " more" : "");
    }
}
