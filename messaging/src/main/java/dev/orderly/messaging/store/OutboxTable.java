package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Appends to the outbox. The statement sees to it that its transaction has an id before it takes outbox ids,
/// whether or not anything was written before: the relay's reckoning of gaps depends on it.
final class OutboxTable {
    private static final String APPEND = """
            WITH appended AS (
              INSERT INTO outbox (kind, topic, message_key, payload, headers, message_id, type, subject, sequence, causation_id)
              SELECT * FROM unnest(?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[],
                                   ?::bigint[], ?::text[])
              WHERE pg_current_xact_id() IS NOT NULL
              RETURNING id)
            SELECT max(id) FROM appended""";

    private static final String LAST = "SELECT coalesce(max(id), 0) FROM outbox";

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    long append(List<OutboxRow> rows) throws SQLException {
        try (var append = connection.prepareStatement(APPEND)) {
            set(append, 1, "text", rows, row -> row.fact() ? "fact" : "message");
            set(append, 2, "text", rows, OutboxRow::topic);
            set(append, 3, "bytea", rows, OutboxRow::key);
            set(append, 4, "bytea", rows, OutboxRow::payload);
            set(append, 5, "bytea", rows, row -> HeaderBytes.of(row.headers()));
            set(append, 6, "text", rows, OutboxRow::messageId);
            set(append, 7, "text", rows, OutboxRow::type);
            set(append, 8, "text", rows, OutboxRow::subject);
            set(append, 9, "int8", rows, OutboxRow::sequence);
            set(append, 10, "text", rows, OutboxRow::causationId);
            try (var result = append.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    long last() throws SQLException {
        try (var select = connection.prepareStatement(LAST);
                var result = select.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private void set(
            PreparedStatement statement,
            int column,
            String type,
            List<OutboxRow> rows,
            Function<OutboxRow, @Nullable Object> part)
            throws SQLException {
        statement.setArray(column, Arrays.of(connection, type, rows, part));
    }
}
