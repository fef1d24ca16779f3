package dev.orderly.messaging.recovery;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.outbox.Page;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.store.RecordHash;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Which records topics have, by a hash of all their bytes, in a table that is gone with its connection: so any
/// number of them is compared with the outbox without being held in memory.
final class RecordsThere {
    private static final String MAKE = "CREATE TEMPORARY TABLE records_there (hash uuid PRIMARY KEY)";

    private static final String ADD = """
            INSERT INTO records_there SELECT DISTINCT h FROM unnest(?::uuid[]) AS h ON CONFLICT DO NOTHING""";

    private static final String MISSING = """
            SELECT a.n FROM unnest(?::uuid[]) WITH ORDINALITY AS a(hash, n)
            WHERE NOT EXISTS (SELECT FROM records_there t WHERE t.hash = a.hash) ORDER BY a.n""";

    private final Connection connection;

    RecordsThere(Connection connection) throws SQLException {
        this.connection = connection;
        try (var make = connection.createStatement()) {
            make.execute(MAKE);
        }
    }

    void add(List<Received> records) throws SQLException {
        try (var add = connection.prepareStatement(ADD)) {
            add.setArray(
                    1,
                    Arrays.of(
                            connection,
                            "uuid",
                            records,
                            each -> RecordHash.of(each.topic(), each.key(), each.value(), each.headers())));
            add.execute();
        }
    }

    /// Those of the rows that no topic has.
    List<Page.Row> missing(List<Page.Row> rows) throws SQLException {
        try (var select = connection.prepareStatement(MISSING)) {
            select.setArray(
                    1,
                    Arrays.of(
                            connection,
                            "uuid",
                            rows,
                            each -> RecordHash.of(each.topic(), each.key(), each.payload(), each.headers())));
            try (var row = select.executeQuery()) {
                var missing = new ArrayList<Page.Row>();
                while (row.next()) {
                    missing.add(rows.get(row.getInt(1) - 1));
                }
                return missing;
            }
        }
    }
}
