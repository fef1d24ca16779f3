package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Empties a service's database and says anew what was handled, inside the transaction of a recovery.
public final class Restoration {
    private static final List<String> OF_ALL_SERVICES = List.of(
            "handled_offsets", "inbox", "outbox", "relay_positions", "dead_letter_history, dead_letters", "waiting");

    private static final String NOTE = """
            INSERT INTO inbox (id, source, content)
            SELECT n.id, n.source, n.content FROM unnest(?::text[], ?::text[], ?::uuid[]) AS n(id, source, content)
            ON CONFLICT DO NOTHING""";

    private static final String COVER = """
            INSERT INTO handled_offsets (topic, topic_id, partition, epoch, offsets)
            SELECT min(topic), topic_id, partition, epoch, range_agg(int8range(lower, upper))
            FROM unnest(?::text[], ?::uuid[], ?::int[], ?::int[], ?::bigint[], ?::bigint[])
              AS s(topic, topic_id, partition, epoch, lower, upper)
            GROUP BY topic_id, partition, epoch""";

    private final Connection connection;

    public Restoration(Connection connection) {
        this.connection = connection;
    }

    /// Empties the service's own tables and those that all services have. Outbox ids go on, so that no old one
    /// is given again.
    public void empty(List<? extends Table<?>> tables) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var name : OF_ALL_SERVICES) {
                statement.addBatch("TRUNCATE " + name);
            }
            for (var table : tables) {
                statement.addBatch("TRUNCATE " + table.kind().name());
            }
            statement.executeBatch();
        }
    }

    /// These messages were handled; those that are known already stay as they are.
    public void note(Collection<Identity> identities) throws SQLException {
        try (var note = connection.prepareStatement(NOTE)) {
            note.setArray(1, Arrays.of(connection, "text", identities, Identity::id));
            note.setArray(2, Arrays.of(connection, "text", identities, Identity::source));
            note.setArray(3, Arrays.of(connection, "uuid", identities, Identity::content));
            note.execute();
        }
    }

    /// These offsets were handled, of records of this leader epoch and of lower ones.
    public void cover(Collection<Span> spans) throws SQLException {
        try (var cover = connection.prepareStatement(COVER)) {
            cover.setArray(1, Arrays.of(connection, "text", spans, Span::topic));
            cover.setArray(2, Arrays.of(connection, "uuid", spans, Span::topicId));
            cover.setArray(3, Arrays.of(connection, "int4", spans, Span::partition));
            cover.setArray(4, Arrays.of(connection, "int4", spans, Span::leaderEpoch));
            cover.setArray(5, Arrays.of(connection, "int8", spans, Span::from));
            cover.setArray(6, Arrays.of(connection, "int8", spans, Span::to));
            cover.execute();
        }
    }
}
