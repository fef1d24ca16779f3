package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Buried.Status;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the tables of dead letters anew from all that their topic tells, inside the transaction of a recovery.
///
/// A record without a key, and one too large for the topic, are told of in other partitions than what was decided about
/// them; and a relay that crashed repeats what it sent. So all of it is collected first, and the count of hops
/// says what came after what: each burial behind a decision has one more than that.
public final class DeadLetterPast {
    private static final String MAKE = """
            CREATE TEMPORARY TABLE told ON COMMIT DROP AS
            SELECT %s, stream, sequence, type, subject, reason, detail, attempts, hops, status, because, buried_at AS at
            FROM dead_letters WITH NO DATA""".formatted(RecordColumns.NAMES);

    private static final String ADD = """
            INSERT INTO told SELECT * FROM unnest(%s, ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::int[], ?::int[], ?::text[], ?::text[], ?::timestamptz[])""".formatted(RecordColumns.ARRAYS);

    /// Of two records that lay at one place, in a topic that was made anew, the table has the later.
    private static final String FORGET = """
            DELETE FROM told t USING (SELECT topic_id, partition, "offset", leader_epoch, max(appended_at) AS last FROM told
              GROUP BY topic_id, partition, "offset", leader_epoch HAVING min(appended_at) < max(appended_at)) l
            WHERE %s AND t.appended_at < l.last""".formatted(RecordColumns.SAME_PLACE.formatted("t", "l"));

    private static final String PLACE = "topic_id, partition, \"offset\", leader_epoch";

    private static final String BURY = """
            WITH burials AS (SELECT * FROM told WHERE status = 'OPEN'),
            first AS (SELECT DISTINCT ON (%1$s) * FROM burials ORDER BY %1$s, hops, at),
            buried AS (SELECT DISTINCT ON (%1$s) * FROM burials ORDER BY %1$s, hops DESC, at),
            decided AS (SELECT DISTINCT ON (%1$s) * FROM told WHERE status <> 'OPEN' ORDER BY %1$s, hops DESC, at),
            mended AS (SELECT DISTINCT ON (%1$s) * FROM told WHERE status <> 'OPEN' AND payload IS NOT NULL
              ORDER BY %1$s, hops DESC, at),
            counted AS (SELECT DISTINCT ON (%1$s) * FROM told WHERE stream <> ''
              ORDER BY %1$s, hops DESC, status = 'OPEN', at)
            INSERT INTO dead_letters (%2$s, stream, sequence, type, subject, reason, detail, attempts, hops, status, because,
              buried_at, resolved_at, mended_payload, mended_headers)
            SELECT %3$s, coalesce(c.stream, ''), coalesce(c.sequence, 0), b.type, b.subject, b.reason, b.detail, b.attempts,
              b.hops, CASE WHEN d.hops >= b.hops THEN d.status ELSE 'OPEN' END, coalesce(d.because, ''), b.at,
              CASE WHEN d.hops >= b.hops THEN d.at END, m.payload, m.headers
            FROM first JOIN buried b USING (%1$s) LEFT JOIN decided d USING (%1$s) LEFT JOIN mended m USING (%1$s)
            LEFT JOIN counted c USING (%1$s) ORDER BY first.at""".formatted(PLACE, RecordColumns.NAMES, of("first"));

    private static final String REMEMBER =
            """
            INSERT INTO dead_letter_history (letter, at, event, reason, detail, attempts, hops, because, mended)
            SELECT id, at, CASE status WHEN 'OPEN' THEN 'BURIED' ELSE status END, reason, detail, attempts, hops, because,
              payload IS DISTINCT FROM lag(payload) OVER (PARTITION BY id, status = 'OPEN' ORDER BY hops)
                AND status = 'REDRIVEN' AND payload IS NOT NULL
            FROM (
              SELECT DISTINCT ON (d.id, t.hops, t.status) d.id, t.at, t.status, b.reason, b.detail, b.attempts, t.hops,
                t.because, t.payload
              FROM dead_letters d JOIN told t ON %s
              JOIN told b ON b.status = 'OPEN' AND b.hops = t.hops AND %s
              ORDER BY d.id, t.hops, t.status, t.at) h
            ORDER BY id, hops, status <> 'OPEN'""".formatted(RecordColumns.SAME_PLACE.formatted("t", "d"), RecordColumns.SAME_PLACE.formatted("b", "d"));

    /// Without key and value: whoever reads the record again has them.
    private static final String FATES = """
            SELECT topic, topic_id, partition, "offset", leader_epoch, appended_at, NULL::bytea, NULL::bytea, headers,
              %s
            FROM dead_letters""".formatted(Fate.COLUMNS);

    private final Connection connection;

    /// @param connection in a transaction, whose tables of dead letters are empty
    public DeadLetterPast(Connection connection) throws SQLException {
        this.connection = connection;
        try (var make = connection.createStatement()) {
            make.execute(MAKE);
        }
    }

    /// What one record of the topic tells.
    ///
    /// @param letter of a decision only its place, its hops, and the mended message
    /// @param decided none for a burial
    /// @param at when the topic took it
    public record Told(DeadLetter letter, Optional<Status> decided, String because, Instant at) {}

    /// What became of a dead letter.
    ///
    /// @param record where it lay; after a recovery without key and value
    /// @param decidedAt none for one that is open
    /// @param mended the message that was handled instead; without key
    public record Fate(
            Received record,
            Status status,
            Optional<Instant> decidedAt,
            int hops,
            String stream,
            long sequence,
            Optional<Received> mended) {
        static final String COLUMNS = "status, resolved_at, hops, stream, sequence, mended_payload, mended_headers";

        /// One whose row begins with [the record][RecordColumns#NAMES].
        static Fate read(ResultSet row) throws SQLException {
            var record = RecordColumns.read(row);
            var payload = row.getBytes("mended_payload");
            var headers = row.getBytes("mended_headers");
            return new Fate(
                    record,
                    Status.valueOf(row.getString("status")),
                    Optional.ofNullable(row.getTimestamp("resolved_at")).map(Timestamp::toInstant),
                    row.getInt("hops"),
                    row.getString("stream"),
                    row.getLong("sequence"),
                    headers == null ? Optional.empty() : Optional.of(record.with(payload, HeaderBytes.read(headers))));
        }
    }

    public void add(List<Told> told) throws SQLException {
        try (var add = connection.prepareStatement(ADD)) {
            var letters = told.stream().map(Told::letter).toList();
            var column = RecordColumns.set(connection, add, letters, DeadLetter::record);
            add.setArray(++column, Arrays.of(connection, "text", letters, DeadLetter::stream));
            add.setArray(++column, Arrays.of(connection, "int8", letters, DeadLetter::sequence));
            add.setArray(++column, Arrays.of(connection, "text", letters, DeadLetter::type));
            add.setArray(++column, Arrays.of(connection, "text", letters, DeadLetter::subject));
            add.setArray(
                    ++column,
                    Arrays.of(
                            connection,
                            "text",
                            letters,
                            letter -> letter.reason().code()));
            add.setArray(
                    ++column,
                    Arrays.of(
                            connection,
                            "text",
                            letters,
                            letter -> letter.reason().detail()));
            add.setArray(++column, Arrays.of(connection, "int4", letters, DeadLetter::attempts));
            add.setArray(++column, Arrays.of(connection, "int4", letters, DeadLetter::hops));
            add.setArray(
                    ++column,
                    Arrays.of(
                            connection,
                            "text",
                            told,
                            each -> each.decided().orElse(Status.OPEN).name()));
            add.setArray(++column, Arrays.of(connection, "text", told, Told::because));
            add.setArray(++column, Arrays.of(connection, "timestamptz", told, each -> Timestamp.from(each.at())));
            add.execute();
        }
    }

    /// Once all is added.
    ///
    /// @return what became of each
    public List<Fate> restore() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(FORGET);
            statement.execute(BURY);
            statement.execute(REMEMBER);
            try (var row = statement.executeQuery(FATES)) {
                var fates = new ArrayList<Fate>();
                while (row.next()) {
                    fates.add(Fate.read(row));
                }
                return fates;
            }
        }
    }

    private static String of(String table) {
        return String.join(
                ", ",
                List.of(RecordColumns.NAMES.split(", ", -1)).stream()
                        .map(column -> table + "." + column)
                        .toList());
    }
}
