package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Records that were set aside: dead letters, and what waits for its turn: facts behind an earlier one of their stream,
/// and dead letters that were redriven. Few in number.
final class Shelf {
    /// One that was redriven and fails again is open again, as it came in the first place; one that is open or was
    /// discarded stays as it is.
    private static final String BURY = """
            WITH buried AS (
              INSERT INTO dead_letters AS d (%s, stream, sequence, type, subject, reason, detail, attempts, hops)
              SELECT * FROM unnest(%s,
                                   ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[])
              ON CONFLICT ON CONSTRAINT dead_letters_pkey DO UPDATE
              SET status = 'OPEN', stream = excluded.stream, sequence = excluded.sequence, type = excluded.type,
                  subject = excluded.subject, reason = excluded.reason, detail = excluded.detail,
                  attempts = excluded.attempts, hops = excluded.hops, buried_at = now(), resolved_at = NULL
              WHERE d.status = 'REDRIVEN'
              RETURNING *),
            told AS (
              INSERT INTO dead_letter_history (letter, event, reason, detail, attempts, hops, because, mended)
              SELECT id, 'BURIED', reason, detail, attempts, hops, '', false FROM buried)
            SELECT %s FROM buried WHERE mended_headers IS NOT NULL""".formatted(RecordColumns.NAMES, RecordColumns.ARRAYS, RecordColumns.NAMES);

    private static final String HOLD = """
            INSERT INTO waiting (%s, stream, sequence)
            SELECT * FROM unnest(%s, ?::text[], ?::bigint[])
            ON CONFLICT DO NOTHING""".formatted(RecordColumns.NAMES, RecordColumns.ARRAYS);

    /// One index probe a record, whatever the statistics say of a table that is empty most of the time.
    private static final String PROBE = """
            CROSS JOIN LATERAL (SELECT %s FROM waiting w
              WHERE w.topic_id = r.topic_id AND w.partition = r.partition AND w."offset" = r.at AND w.leader_epoch = r.epoch
              LIMIT 1 %s) w""";

    private static final String RELEASE = """
            DELETE FROM waiting WHERE ctid = ANY (ARRAY(
              SELECT w.ctid FROM unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[]) AS r(topic_id, partition, at, epoch)
              %s))""".formatted(PROBE.formatted("ctid", ""));

    private static final String LOCK = """
            SELECT r.topic_id, r.partition, r.at, r.epoch FROM (
              SELECT * FROM unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[]) AS r(topic_id, partition, at, epoch)
              ORDER BY topic_id, partition, at, epoch) r
            %s""".formatted(PROBE.formatted("", "FOR UPDATE"));

    /// One index probe a stream, however many facts of it wait.
    private static final String STREAMS = """
            WITH RECURSIVE streams (stream, n) AS (
              (SELECT stream, 1 FROM waiting WHERE stream > ? ORDER BY stream LIMIT 1)
              UNION ALL
              SELECT next.stream, s.n + 1 FROM streams s CROSS JOIN LATERAL (
                SELECT stream FROM waiting w WHERE w.stream > s.stream ORDER BY w.stream LIMIT 1) next
              WHERE s.n < ?)
            SELECT stream FROM streams ORDER BY n""";

    private static final String WAITING = """
            SELECT %1$s, held_of, w.sequence
            FROM unnest(?::text[]) AS s(stream)
            CROSS JOIN LATERAL (SELECT min(d.sequence) AS sequence FROM dead_letters d
              WHERE d.stream = s.stream AND d.stream <> '' AND d.status = 'OPEN') dead
            CROSS JOIN LATERAL (SELECT %1$s, stream AS held_of, sequence FROM waiting w
              WHERE w.stream = s.stream AND w.sequence <= COALESCE(dead.sequence, 9223372036854775807)
              ORDER BY w.sequence LIMIT ?) w
            ORDER BY held_of, w.sequence""".formatted(RecordColumns.NAMES);

    private final Connection connection;

    Shelf(Connection connection) {
        this.connection = connection;
    }

    /// @return those that failed again after they were edited, as they came
    List<Received> bury(List<DeadLetter> letters) throws SQLException {
        try (var bury = connection.prepareStatement(BURY)) {
            var column = RecordColumns.set(connection, bury, letters, DeadLetter::record);
            set(bury, ++column, "text", letters, DeadLetter::stream);
            set(bury, ++column, "int8", letters, DeadLetter::sequence);
            set(bury, ++column, "text", letters, DeadLetter::type);
            set(bury, ++column, "text", letters, DeadLetter::subject);
            set(bury, ++column, "text", letters, letter -> letter.reason().code());
            set(bury, ++column, "text", letters, letter -> letter.reason().detail());
            set(bury, ++column, "int4", letters, DeadLetter::attempts);
            set(bury, ++column, "int4", letters, DeadLetter::hops);
            try (var row = bury.executeQuery()) {
                var edited = new ArrayList<Received>();
                while (row.next()) {
                    edited.add(RecordColumns.read(row));
                }
                return edited;
            }
        }
    }

    void hold(List<HeldBack> messages) throws SQLException {
        try (var hold = connection.prepareStatement(HOLD)) {
            var column = RecordColumns.set(connection, hold, messages, HeldBack::record);
            set(hold, ++column, "text", messages, HeldBack::stream);
            set(hold, ++column, "int8", messages, HeldBack::sequence);
            hold.execute();
        }
    }

    /// Those that are still there.
    Set<Place> lock(Collection<HeldBack> messages) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            places(lock, messages);
            try (var row = lock.executeQuery()) {
                var there = new HashSet<Place>();
                while (row.next()) {
                    there.add(new Place(row.getObject(1, UUID.class), row.getInt(2), row.getLong(3), row.getInt(4)));
                }
                return there;
            }
        }
    }

    /// @param messages that [are locked][#lock], so that their rows stay where they are
    void release(Collection<HeldBack> messages) throws SQLException {
        try (var release = connection.prepareStatement(RELEASE)) {
            places(release, messages);
            release.execute();
        }
    }

    private void places(PreparedStatement statement, Collection<HeldBack> messages) throws SQLException {
        set(statement, 1, "uuid", messages, message -> message.record().topicId());
        set(statement, 2, "int4", messages, message -> message.record().partition());
        set(statement, 3, "int8", messages, message -> message.record().offset());
        set(statement, 4, "int4", messages, message -> message.record().leaderEpoch());
    }

    /// The next streams of which facts wait.
    List<String> streams(String after, int most) throws SQLException {
        try (var next = connection.prepareStatement(STREAMS)) {
            next.setString(1, after);
            next.setInt(2, most);
            try (var row = next.executeQuery()) {
                var streams = new ArrayList<String>();
                while (row.next()) {
                    streams.add(row.getString(1));
                }
                return streams;
            }
        }
    }

    /// The first of those that wait, each stream in order, leaving out what an open dead letter holds back.
    List<HeldBack> waiting(Collection<String> streams, int each) throws SQLException {
        try (var first = connection.prepareStatement(WAITING)) {
            set(first, 1, "text", streams, stream -> stream);
            first.setInt(2, each);
            try (var row = first.executeQuery()) {
                var waiting = new ArrayList<HeldBack>();
                while (row.next()) {
                    waiting.add(new HeldBack(RecordColumns.read(row), row.getString(10), row.getLong(11)));
                }
                return waiting;
            }
        }
    }

    private <T> void set(
            PreparedStatement statement,
            int column,
            String type,
            Collection<T> rows,
            Function<T, @Nullable Object> part)
            throws SQLException {
        statement.setArray(column, Arrays.of(connection, type, rows, part));
    }
}
