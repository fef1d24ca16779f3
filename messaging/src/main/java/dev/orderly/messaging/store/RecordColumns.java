package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;

/// The columns in which a record lies on the shelf, dead or waiting: where it lay, and what it was, byte for byte.
final class RecordColumns {
    static final String NAMES =
            "topic, topic_id, partition, \"offset\", leader_epoch, appended_at, message_key, payload, headers";
    static final String ARRAYS =
            "?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::int[], ?::timestamptz[], ?::bytea[], ?::bytea[], ?::bytea[]";

    /// What tells one record from all others, of two tables.
    static final String SAME_PLACE = "%1$s.topic_id = %2$s.topic_id AND %1$s.partition = %2$s.partition"
            + " AND %1$s.\"offset\" = %2$s.\"offset\" AND %1$s.leader_epoch = %2$s.leader_epoch";

    /// The same, where one may have been set aside before leader epochs were noted (-1): its time tells it then.
    static final String SAME_RECORD = "%1$s.topic_id = %2$s.topic_id AND %1$s.partition = %2$s.partition"
            + " AND %1$s.\"offset\" = %2$s.\"offset\" AND %1$s.appended_at = %2$s.appended_at"
            + " AND (%1$s.leader_epoch = %2$s.leader_epoch OR -1 IN (%1$s.leader_epoch, %2$s.leader_epoch))";

    private RecordColumns() {}

    /// Sets the [arrays][#ARRAYS] at the statement's beginning.
    ///
    /// @return the last of them
    static <T> int set(
            Connection connection, PreparedStatement statement, Collection<T> rows, Function<T, Received> record)
            throws SQLException {
        var records = rows.stream().map(record).toList();
        var column = 0;
        statement.setArray(++column, Arrays.of(connection, "text", records, Received::topic));
        statement.setArray(++column, Arrays.of(connection, "uuid", records, Received::topicId));
        statement.setArray(++column, Arrays.of(connection, "int4", records, Received::partition));
        statement.setArray(++column, Arrays.of(connection, "int8", records, Received::offset));
        statement.setArray(++column, Arrays.of(connection, "int4", records, Received::leaderEpoch));
        statement.setArray(
                ++column, Arrays.of(connection, "timestamptz", records, each -> Timestamp.from(each.appended())));
        statement.setArray(++column, Arrays.of(connection, "bytea", records, Received::key));
        statement.setArray(++column, Arrays.of(connection, "bytea", records, Received::value));
        statement.setArray(++column, Arrays.of(connection, "bytea", records, each -> HeaderBytes.of(each.headers())));
        return column;
    }

    /// The record in the [columns][#NAMES] at the row's beginning.
    static Received read(ResultSet row) throws SQLException {
        return new Received(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getLong(4),
                row.getInt(5),
                row.getTimestamp(6).toInstant(),
                row.getBytes(7),
                row.getBytes(8),
                HeaderBytes.read(row.getBytes(9)));
    }
}
