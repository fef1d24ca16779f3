package dev.orderly.messaging.outbox;

import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.store.HeaderBytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// The outbox table. Two statements a page: read, and store how far Kafka has it; one more for a page with gaps.
public final class JdbcOutbox implements OutboxSource {
    private static final String POSITIONS =
            "SELECT topic, partition, topic_id, last_offset, last_id FROM relay_positions";

    private static final String READ = """
            SELECT pg_snapshot_xmin(s.now)::text::bigint, o.id, o.topic, o.message_key, o.payload, o.headers
            FROM (SELECT pg_current_snapshot() AS now) s LEFT JOIN (
              (SELECT id, topic, message_key, payload, headers FROM outbox WHERE id > ? ORDER BY id LIMIT ?)
              UNION ALL
              SELECT g.id, g.topic, g.message_key, g.payload, g.headers
              FROM unnest(?::bigint[], ?::bigint[]) AS gap(first, last)
              CROSS JOIN LATERAL (SELECT * FROM outbox WHERE id BETWEEN gap.first AND gap.last OFFSET 0) g
            ) o ON true ORDER BY o.id""";

    /// Gives a transaction id away, and so is asked only where there is a gap.
    private static final String HORIZON = "SELECT pg_current_xact_id()::text::bigint";

    private static final String ADVANCE = """
            WITH lease AS (
              SELECT 1 FROM leases WHERE name = ? AND owner = ? AND epoch = ? FOR SHARE),
            positions AS (
              INSERT INTO relay_positions AS p (topic, partition, topic_id, last_offset, last_id)
              SELECT a.* FROM unnest(?::text[], ?::int[], ?::uuid[], ?::bigint[], ?::bigint[]) AS a, lease
              ON CONFLICT (topic, partition) DO UPDATE
              SET topic_id = excluded.topic_id, last_offset = excluded.last_offset, last_id = excluded.last_id)
            UPDATE relay_cursor SET cursor = greatest(cursor, ?) FROM lease""";

    private final DataSource database;
    private final Map<String, UUID> topicIds;

    public JdbcOutbox(DataSource database, Map<String, UUID> topicIds) {
        this.database = database;
        this.topicIds = Map.copyOf(topicIds);
    }

    @Override
    public long cursor() {
        return with(connection -> new Archive(connection).cursor());
    }

    @Override
    public List<Position> positions() {
        return with(connection -> {
            try (var select = connection.prepareStatement(POSITIONS);
                    var row = select.executeQuery()) {
                var positions = new ArrayList<Position>();
                while (row.next()) {
                    if (row.getObject(3, UUID.class).equals(topicIds.get(row.getString(1)))) {
                        positions.add(new Position(row.getString(1), row.getInt(2), row.getLong(4), row.getLong(5)));
                    }
                }
                return positions;
            }
        });
    }

    @Override
    public Page read(long after, List<Gaps.Range> gaps, int limit) {
        return with(connection -> {
            try (var read = connection.prepareStatement(READ)) {
                read.setLong(1, after);
                read.setInt(2, limit);
                read.setArray(3, Arrays.of(connection, "int8", gaps, Gaps.Range::from));
                read.setArray(4, Arrays.of(connection, "int8", gaps, Gaps.Range::to));
                var rows = new ArrayList<Page.Row>();
                var oldest = rows(read, rows);
                return new Page(rows, oldest, isWhole(after, rows) ? 0 : horizon(connection));
            }
        });
    }

    private static long rows(PreparedStatement read, List<Page.Row> rows) throws SQLException {
        long oldest = 0;
        try (var row = read.executeQuery()) {
            while (row.next()) {
                oldest = row.getLong(1);
                var id = row.getLong(2);
                if (!row.wasNull()) {
                    var headers = HeaderBytes.read(row.getBytes(6));
                    rows.add(new Page.Row(id, row.getString(3), row.getBytes(4), row.getBytes(5), headers));
                }
            }
        }
        return oldest;
    }

    private static boolean isWhole(long after, List<Page.Row> rows) {
        var above = rows.stream().mapToLong(Page.Row::id).filter(id -> id > after);
        return rows.isEmpty() || above.count() == Math.max(0, rows.getLast().id() - after);
    }

    private static long horizon(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(HORIZON);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public boolean advance(Lease lease, long cursor, List<Position> positions) {
        return with(connection -> {
            try (var advance = connection.prepareStatement(ADVANCE)) {
                advance.setString(1, lease.name());
                advance.setString(2, lease.owner());
                advance.setLong(3, lease.epoch());
                advance.setArray(4, Arrays.of(connection, "text", positions, Position::topic));
                advance.setArray(5, Arrays.of(connection, "int4", positions, Position::partition));
                advance.setArray(6, Arrays.of(connection, "uuid", positions, p -> topicIds.get(p.topic())));
                advance.setArray(7, Arrays.of(connection, "int8", positions, Position::offset));
                advance.setArray(8, Arrays.of(connection, "int8", positions, Position::rowId));
                advance.setLong(9, cursor);
                return advance.executeUpdate() == 1;
            }
        });
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R with(Work<R> work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException e) {
            throw new OutboxException("the outbox cannot be read or written", e);
        }
    }
}
