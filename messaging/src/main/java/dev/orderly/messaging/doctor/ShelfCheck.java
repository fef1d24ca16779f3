package dev.orderly.messaging.doctor;

import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What was set aside: dead letters that nobody has decided about, and facts that wait for an earlier one.
///
/// @param projections the tables in which facts of topics are counted, by the topic
record ShelfCheck(String service, Map<String, String> projections) implements Check {
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

    ShelfCheck {
        projections = Map.copyOf(projections);
    }

    static ShelfCheck of(Site site) {
        var projections = new HashMap<String, String>();
        for (var each : site.subscriptions()) {
            each.projection().ifPresent(kind -> projections.put(each.topic().name(), kind.name()));
        }
        return new ShelfCheck(site.service(), projections);
    }

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
                var tables = new TreeSet<String>();
                while (row.next()) {
                    var letter = row.getString(7);
                    isBehindDeadLetter |= !letter.isEmpty();
                    table(row.getString(1)).filter(_ -> letter.isEmpty()).ifPresent(tables::add);
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
                        : Finding.warn(
                                WAITING_THING,
                                facts + ": " + list(streams, more),
                                mend(isBehindDeadLetter, emptied(connection, tables), tables));
            }
        }
    }

    private String mend(boolean isBehindDeadLetter, List<String> emptied, Collection<String> tables) {
        var told = new ArrayList<String>();
        if (isBehindDeadLetter) {
            told.add("redrive or discard that dead letter: orderly %s dead-letters list".formatted(service));
        }
        if (!emptied.isEmpty()) {
            told.add("%s, which counts them, is empty: orderly %s rebuild --execute"
                    .formatted(String.join(" and ", emptied), service));
        } else if (!tables.isEmpty()) {
            told.add(
                    "what comes before comes by itself; if not: orderly %s rebuild shows whether %s lacks rows, then: rebuild --execute; if it lacks none, offsets were set forward (set them back), or nobody has sent it"
                            .formatted(service, String.join(" and ", tables)));
        }
        return String.join("; ", told);
    }

    /// Where a stream's facts are counted; nothing of a topic that the service follows no more.
    private Optional<String> table(String stream) {
        return Optional.ofNullable(projections.get(stream.substring(0, Math.max(0, stream.indexOf('/')))));
    }

    /// Somebody has emptied these, or dropped them: what was counted there waits for what came long ago.
    private static List<String> emptied(Connection connection, Collection<String> tables) throws SQLException {
        var emptied = new ArrayList<String>();
        for (var table : tables) {
            if (!isThere(connection, "SELECT 1 WHERE to_regclass('%s') IS NOT NULL".formatted(table))
                    || !isThere(connection, "SELECT 1 FROM %s LIMIT 1".formatted(table))) {
                emptied.add(table);
            }
        }
        return emptied;
    }

    private static boolean isThere(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql);
                var row = select.executeQuery()) {
            return row.next();
        }
    }

    private static String list(List<String> first, long more) {
        return String.join(", ", first) + (more > 0 ? ", and " + more + " more" : "");
    }
}
