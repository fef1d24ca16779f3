package dev.orderly.messaging.recovery;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.outbox.Page;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.store.HeaderBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
                            each -> hash(each.topic(), each.key(), each.value(), each.headers())));
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
                            each -> hash(each.topic(), each.key(), each.payload(), each.headers())));
            try (var row = select.executeQuery()) {
                var missing = new ArrayList<Page.Row>();
                while (row.next()) {
                    missing.add(rows.get(row.getInt(1) - 1));
                }
                return missing;
            }
        }
    }

    private static UUID hash(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            add(sha256, topic.getBytes(StandardCharsets.UTF_8));
            add(sha256, key);
            add(sha256, value);
            add(sha256, HeaderBytes.of(headers));
            var bits = ByteBuffer.wrap(sha256.digest());
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : part.length));
        if (part != null) {
            digest.update(part);
        }
    }
}
