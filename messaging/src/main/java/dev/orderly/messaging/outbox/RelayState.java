package dev.orderly.messaging.outbox;

import dev.orderly.messaging.outbox.OutboxSource.Position;
import dev.orderly.messaging.store.Arrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// What the relay knows of Kafka, said by another who has filled outbox or topics: within that one's transaction, which
/// takes the lease from whoever has it.
public final class RelayState {
    /// The row is locked until the end of the transaction, so that no relay begins meanwhile.
    private static final String TAKE_LEASE = """
            INSERT INTO leases AS l (name, owner, epoch, until) VALUES (?, ?, 1, now())
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until, epoch = l.epoch + 1""";

    private static final String NOTE = """
            INSERT INTO relay_positions (topic, partition, topic_id, last_offset, last_id)
            SELECT * FROM unnest(?::text[], ?::int[], ?::uuid[], ?::bigint[], ?::bigint[])
            ON CONFLICT (topic, partition) DO UPDATE
            SET topic_id = excluded.topic_id, last_offset = excluded.last_offset, last_id = excluded.last_id""";

    private static final String FORGET = "DELETE FROM relay_positions WHERE topic || '-' || partition = ANY (?)";

    private static final String MOVE = "UPDATE relay_cursor SET cursor = ?";

    private final Connection connection;

    public RelayState(Connection connection) {
        this.connection = connection;
    }

    /// @param owner as the table of leases shows who has it
    public void takeLease(String owner) throws SQLException {
        try (var take = connection.prepareStatement(TAKE_LEASE)) {
            take.setString(1, Relay.LEASE);
            take.setString(2, owner);
            take.execute();
        }
    }

    /// Forgets the last records of these partitions, `topic-number`: they are lost.
    public void forget(Collection<String> partitions) throws SQLException {
        try (var forget = connection.prepareStatement(FORGET)) {
            forget.setArray(1, connection.createArrayOf("text", partitions.toArray()));
            forget.execute();
        }
    }

    /// @param cursor the outbox id up to which Kafka has everything
    public void set(long cursor, Collection<Position> positions, Map<String, UUID> topicIds) throws SQLException {
        try (var note = connection.prepareStatement(NOTE);
                var move = connection.prepareStatement(MOVE)) {
            note.setArray(1, Arrays.of(connection, "text", positions, Position::topic));
            note.setArray(2, Arrays.of(connection, "int4", positions, Position::partition));
            note.setArray(3, Arrays.of(connection, "uuid", positions, position -> topicIds.get(position.topic())));
            note.setArray(4, Arrays.of(connection, "int8", positions, Position::offset));
            note.setArray(5, Arrays.of(connection, "int8", positions, Position::rowId));
            note.execute();
            move.setLong(1, cursor);
            move.execute();
        }
    }
}
