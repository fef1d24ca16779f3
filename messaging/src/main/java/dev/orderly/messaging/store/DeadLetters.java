package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Timestamps;
import dev.orderly.messaging.store.Buried.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service's dead letters, as its operator looks at them.
public final class DeadLetters {
    private static final String BEHIND = """
            (SELECT count(*) FROM waiting w WHERE d.stream <> '' AND w.stream = d.stream AND w.sequence > d.sequence)""";

    private static final String MATCHING = """
            FROM dead_letters d, (SELECT ?::text AS status, ?::text AS reason, ?::text AS topic, ?::text AS type,
                                         ?::text AS subject, ?::timestamptz AS since) q
            WHERE (q.status = '' OR d.status = q.status) AND starts_with(d.reason, q.reason)
              AND (q.topic = '' OR d.topic = q.topic) AND (q.type = '' OR d.type = q.type)
              AND (q.subject = '' OR d.subject = q.subject) AND d.buried_at >= q.since""";

    private static final String LIST = """
            SELECT d.topic || ':' || d.partition || ':' || d."offset", d.buried_at, d.status, d.reason, d.type, d.subject,
                   d.attempts, d.hops, %s
            %s ORDER BY d.buried_at DESC, d.id DESC LIMIT ?""".formatted(BEHIND, MATCHING);

    private static final String COUNT =
            "SELECT d.reason, count(*) %s GROUP BY d.reason ORDER BY 2 DESC, 1".formatted(MATCHING);

    /// Facts in the order in which they can be handled.
    private static final String IDS = "SELECT d.id %s ORDER BY d.stream, d.sequence, d.id".formatted(MATCHING);

    /// Of a topic that was made anew, and of a partition that lost its tail, the name says too little: the later record
    /// is meant.
    private static final String NAMED = """
            SELECT id FROM dead_letters WHERE topic = ? AND partition = ? AND "offset" = ?
            ORDER BY appended_at DESC, id DESC LIMIT 1""";

    private static final String ONE = """
            SELECT %s, id, type, subject, reason, detail, attempts, hops, stream, sequence, status, buried_at, resolved_at,
                   because, mended_payload, mended_headers
            FROM dead_letters WHERE id = ?""".formatted(RecordColumns.NAMES);

    private static final String HISTORY = """
            SELECT at, event, reason, detail, attempts, hops, because, mended
            FROM dead_letter_history WHERE letter = ? ORDER BY id""";

    private static final String FOLLOWERS = """
            SELECT w.sequence, w.since FROM dead_letters d JOIN waiting w ON w.stream = d.stream AND w.sequence > d.sequence
            WHERE d.id = ? AND d.stream <> '' ORDER BY w.sequence LIMIT ?""";

    private static final String BEHIND_ONE = "SELECT " + BEHIND + " FROM dead_letters d WHERE d.id = ?";

    private static final String IS_WAITING = """
            SELECT EXISTS (SELECT FROM waiting w WHERE %s) FROM dead_letters d WHERE d.id = ?""".formatted(RecordColumns.SAME_PLACE.formatted("w", "d"));

    private final JdbcStore store;

    public DeadLetters(JdbcStore store) {
        this.store = store;
    }

    /// Which dead letters are meant; what is empty is any.
    ///
    /// @param reason what the reason begins with
    public record Wanted(
            Optional<Status> status,
            String reason,
            String topic,
            String type,
            String subject,
            Optional<Instant> since) {}

    /// A line of a list.
    ///
    /// @param id where it lay, by which it is called
    /// @param behind how many facts wait behind it
    public record Entry(
            String id,
            Instant at,
            Status status,
            String reason,
            String type,
            String subject,
            int attempts,
            int hops,
            long behind) {}

    /// What happened to one.
    ///
    /// @param event `BURIED`, or what was decided
    /// @param mended whether it was redriven with another payload
    public record Event(
            Instant at,
            String event,
            String reason,
            String detail,
            int attempts,
            int hops,
            String because,
            boolean mended) {}

    /// A fact that waits behind one.
    public record Follower(long sequence, Instant since) {}

    /// The newest that match.
    public List<Entry> list(Wanted wanted, int most) {
        return rows(
                LIST,
                statement -> statement.setInt(match(statement, wanted) + 1, most),
                row -> new Entry(
                        row.getString(1),
                        time(row, 2),
                        Status.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getLong(9)));
    }

    /// How many match, by reason, the most frequent first.
    public Map<String, Long> reasons(Wanted wanted) {
        var counts = new LinkedHashMap<String, Long>();
        rows(COUNT, statement -> match(statement, wanted), row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /// The rows of those that match.
    public List<Long> ids(Wanted wanted) {
        return rows(IDS, statement -> match(statement, wanted), row -> row.getLong(1));
    }

    /// The row of the one that lay there.
    public Optional<Long> id(String topic, int partition, long offset) {
        return rows(
                        NAMED,
                        statement -> {
                            statement.setString(1, topic);
                            statement.setInt(2, partition);
                            statement.setLong(3, offset);
                        },
                        row -> row.getLong(1))
                .stream()
                .findFirst();
    }

    public Buried get(long id) {
        return rows(ONE, statement -> statement.setLong(1, id), DeadLetters::buried)
                .getFirst();
    }

    /// From the first burial on.
    public List<Event> history(long id) {
        return rows(
                HISTORY,
                statement -> statement.setLong(1, id),
                row -> new Event(
                        time(row, 1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getString(7),
                        row.getBoolean(8)));
    }

    /// The first facts that wait behind it.
    public List<Follower> followers(long id, int most) {
        return rows(
                FOLLOWERS,
                statement -> {
                    statement.setLong(1, id);
                    statement.setInt(2, most);
                },
                row -> new Follower(row.getLong(1), time(row, 2)));
    }

    /// How many facts wait behind it.
    public long behind(long id) {
        return rows(BEHIND_ONE, statement -> statement.setLong(1, id), row -> row.getLong(1))
                .getFirst();
    }

    /// Whether it, or what takes its place, still waits for its turn.
    public boolean isWaiting(long id) {
        return rows(IS_WAITING, statement -> statement.setLong(1, id), row -> row.getBoolean(1))
                .getFirst();
    }

    private static int match(PreparedStatement statement, Wanted wanted) throws SQLException {
        var column = 0;
        statement.setString(++column, wanted.status().map(Status::name).orElse(""));
        statement.setString(++column, wanted.reason());
        statement.setString(++column, wanted.topic());
        statement.setString(++column, wanted.type());
        statement.setString(++column, wanted.subject());
        statement.setString(++column, wanted.since().map(Timestamps::format).orElse("-infinity"));
        return column;
    }

    private static Buried buried(ResultSet row) throws SQLException {
        var record = RecordColumns.read(row);
        var reason = new Reason(row.getString("reason"), row.getString("detail"));
        var letter = new DeadLetter(
                record,
                row.getString("type"),
                row.getString("subject"),
                reason,
                row.getInt("attempts"),
                row.getInt("hops"),
                row.getString("stream"),
                row.getLong("sequence"));
        var headers = row.getBytes("mended_headers");
        var payload = row.getBytes("mended_payload");
        var resolved = row.getTimestamp("resolved_at");
        return new Buried(
                row.getLong("id"),
                letter,
                Status.valueOf(row.getString("status")),
                row.getTimestamp("buried_at").toInstant(),
                Optional.ofNullable(resolved).map(time -> time.toInstant()),
                row.getString("because"),
                headers == null ? Optional.empty() : Optional.of(record.with(payload, HeaderBytes.read(headers))));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private interface Setting {
        void on(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<R> {
        R of(ResultSet row) throws SQLException;
    }

    private <R> List<R> rows(String sql, Setting setting, Reading<R> reading) {
        return store.withConnection(connection -> {
            connection.setAutoCommit(true);
            try (var statement = connection.prepareStatement(sql)) {
                setting.on(statement);
                try (var row = statement.executeQuery()) {
                    var rows = new ArrayList<R>();
                    while (row.next()) {
                        rows.add(reading.of(row));
                    }
                    return rows;
                }
            }
        });
    }
}
