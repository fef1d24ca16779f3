package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Records that were set aside: dead letters, and facts that wait for an earlier one of their stream. Few in
/// number.
final class Shelf {
    private static final String BURY = """
            INSERT INTO dead_letters (topic, topic_id, partition, "offset", leader_epoch, appended_at, message_key, payload, headers,
                                      stream, sequence, reason, detail, attempts, hops)
            SELECT * FROM unnest(?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::int[], ?::timestamptz[], ?::bytea[], ?::bytea[], ?::bytea[],
                                 ?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::int[])
            ON CONFLICT DO NOTHING""";

    private static final String HOLD = """
            INSERT INTO waiting (topic, topic_id, partition, "offset", leader_epoch, appended_at, message_key, payload, headers,
                                 stream, sequence)
            SELECT * FROM unnest(?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::int[], ?::timestamptz[], ?::bytea[], ?::bytea[], ?::bytea[],
                                 ?::text[], ?::bigint[])
            ON CONFLICT DO NOTHING""";

    private static final String RELEASE = """
            DELETE FROM waiting w USING unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[]) AS r(topic_id, partition, at, epoch)
            WHERE w.topic_id = r.topic_id AND w.partition = r.partition AND w."offset" = r.at AND w.leader_epoch = r.epoch""";

    private static final String LOCK = """
            SELECT w.topic_id, w.partition, w."offset", w.leader_epoch FROM waiting w
            JOIN unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[]) AS r(topic_id, partition, at, epoch)
              ON w.topic_id = r.topic_id AND w.partition = r.partition AND w."offset" = r.at AND w.leader_epoch = r.epoch
            ORDER BY w.topic_id, w.partition, w."offset", w.leader_epoch FOR UPDATE OF w""";

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
            SELECT w.topic, w.topic_id, w.partition, w."offset", w.leader_epoch, w.appended_at, w.message_key, w.payload,
                   w.headers, w.stream, w.sequence
            FROM unnest(?::text[]) AS s(stream)
            CROSS JOIN LATERAL (SELECT min(d.sequence) AS sequence FROM dead_letters d
              WHERE d.stream = s.stream AND d.stream <> '' AND d.status = 'OPEN') dead
            CROSS JOIN LATERAL (SELECT * FROM waiting w
              WHERE w.stream = s.stream AND w.sequence <= COALESCE(dead.sequence, 9223372036854775807)
              ORDER BY w.sequence LIMIT ?) w
            ORDER BY w.stream, w.sequence""";

    private final Connection connection;

    Shelf(Connection connection) {
        this.connection = connection;
    }

    void bury(List<DeadLetter> letters) throws SQLException {
        try (var bury = connection.prepareStatement(BURY)) {
            var column = records(bury, letters, DeadLetter::record);
            set(bury, ++column, "text", letters, DeadLetter::stream);
            set(bury, ++column, "int8", letters, DeadLetter::sequence);
            set(bury, ++column, "text", letters, letter -> letter.reason().code());
            set(bury, ++column, "text", letters, letter -> letter.reason().detail());
            set(bury, ++column, "int4", letters, DeadLetter::attempts);
            set(bury, ++column, "int4", letters, DeadLetter::hops);
            bury.execute();
        }
    }

    void hold(List<HeldBack> messages) throws SQLException {
        try (var hold = connection.prepareStatement(HOLD)) {
            var column = records(hold, messages, HeldBack::record);
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
                    var record = new Received(
                            row.getString(1),
                            row.getObject(2, UUID.class),
                            row.getInt(3),
                            row.getLong(4),
                            row.getInt(5),
                            row.getTimestamp(6).toInstant(),
                            row.getBytes(7),
                            row.getBytes(8),
                            HeaderBytes.read(row.getBytes(9)));
                    waiting.add(new HeldBack(record, row.getString(10), row.getLong(11)));
                }
                return waiting;
            }
        }
    }

    private <T> int records(PreparedStatement statement, Collection<T> rows, Function<T, Received> record)
            throws SQLException {
        set(statement, 1, "text", rows, row -> record.apply(row).topic());
        set(statement, 2, "uuid", rows, row -> record.apply(row).topicId());
        set(statement, 3, "int4", rows, row -> record.apply(row).partition());
        set(statement, 4, "int8", rows, row -> record.apply(row).offset());
        set(statement, 5, "int4", rows, row -> record.apply(row).leaderEpoch());
        set(
                statement,
                6,
                "timestamptz",
                rows,
                row -> Timestamp.from(record.apply(row).appended()));
        set(statement, 7, "bytea", rows, row -> record.apply(row).key());
        set(statement, 8, "bytea", rows, row -> record.apply(row).value());
        set(statement, 9, "bytea", rows, row -> HeaderBytes.of(record.apply(row).headers()));
        return 9;
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
