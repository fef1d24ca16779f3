package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Own facts that lie on a topic before earlier ones of their subject, kept aside until the topic was read to its end:
/// in a table that is gone with the transaction of the recovery, so that any number of them takes disk, and no memory.
public final class EarlyFacts {
    private static final String MAKE =
            "CREATE TEMPORARY TABLE early_facts ON COMMIT DROP AS SELECT %s, '' AS subject, sequence FROM waiting WITH NO DATA"
                    .formatted(RecordColumns.NAMES);

    private static final String ADD =
            "INSERT INTO early_facts SELECT * FROM unnest(%s, ?::text[], ?::bigint[])".formatted(RecordColumns.ARRAYS);

    private static final String OF_TOPIC = """
            SELECT %s FROM early_facts WHERE topic = ? ORDER BY subject, sequence, "offset\"""".formatted(RecordColumns.NAMES);

    private final Connection connection;

    /// @param connection in a transaction
    public EarlyFacts(Connection connection) throws SQLException {
        this.connection = connection;
        try (var make = connection.createStatement()) {
            make.execute(MAKE);
        }
    }

    /// One of them.
    public record Early(Received record, String subject, long sequence) {}

    public void add(List<Early> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        try (var add = connection.prepareStatement(ADD)) {
            var column = RecordColumns.set(connection, add, facts, Early::record);
            add.setArray(++column, Arrays.of(connection, "text", facts, Early::subject));
            add.setArray(++column, Arrays.of(connection, "int8", facts, Early::sequence));
            add.execute();
        }
    }

    /// Those of a topic, each subject's in the order of their numbers.
    public void read(String topic, PageReader<Received> reader) throws SQLException {
        try (var select = connection.prepareStatement(OF_TOPIC)) {
            select.setString(1, topic);
            Pages.read(select, RecordColumns::read, reader);
        }
    }
}
