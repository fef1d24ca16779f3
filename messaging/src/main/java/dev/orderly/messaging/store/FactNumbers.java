package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The numbers that the outbox's facts had when this was made, in a table that is gone with the transaction: so a
/// recovery still knows them when the outbox is empty.
public final class FactNumbers {
    private static final String MAKE = """
            CREATE TEMPORARY TABLE fact_numbers ON COMMIT DROP AS
            SELECT topic, split_part(type, '.', 1) AS family, subject, sequence, message_id
            FROM outbox_facts WHERE sequence > 0;
            CREATE INDEX ON fact_numbers (subject, sequence);
            ANALYZE fact_numbers""";

    private static final String TAKEN = """
            SELECT a.n FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
              WITH ORDINALITY AS a(topic, type, subject, sequence, message_id, n)
            CROSS JOIN LATERAL (SELECT FROM fact_numbers f
              WHERE f.subject = a.subject AND f.sequence = a.sequence AND f.topic = a.topic
                AND f.family = split_part(a.type, '.', 1) AND f.message_id <> a.message_id LIMIT 1) f""";

    private final Connection connection;

    /// @param connection in a transaction
    public FactNumbers(Connection connection) throws SQLException {
        this.connection = connection;
        try (var make = connection.createStatement()) {
            make.execute(MAKE);
        }
    }

    /// A fact, and where its number counts: among those of its topic, its family (`order` of `order.placed`) and its
    /// subject.
    public record Numbered(String topic, String type, String subject, long sequence, String id) {}

    /// Which of these have the number of another fact, by their places in the list, from 0.
    public Set<Integer> taken(List<Numbered> facts) throws SQLException {
        var taken = new TreeSet<Integer>();
        if (facts.isEmpty()) {
            return taken;
        }
        try (var select = connection.prepareStatement(TAKEN)) {
            select.setArray(1, Arrays.of(connection, "text", facts, Numbered::topic));
            select.setArray(2, Arrays.of(connection, "text", facts, Numbered::type));
            select.setArray(3, Arrays.of(connection, "text", facts, Numbered::subject));
            select.setArray(4, Arrays.of(connection, "int8", facts, Numbered::sequence));
            select.setArray(5, Arrays.of(connection, "text", facts, Numbered::id));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getInt(1) - 1);
                }
            }
        }
        return taken;
    }
}
