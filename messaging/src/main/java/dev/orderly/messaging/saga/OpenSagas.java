package dev.orderly.messaging.saga;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sagas that have not ended.
public final class OpenSagas {
    private static final String OPEN = """
            SELECT saga_id, step, correlation_id, traceparent FROM sagas WHERE status = 'RUNNING' ORDER BY saga_id""";

    private OpenSagas() {}

    /// One of them.
    ///
    /// @param step the one that it awaits
    public record Open(String sagaId, String step, Optional<Story> story) {}

    public static List<Open> of(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OPEN);
                var row = select.executeQuery()) {
            var open = new ArrayList<Open>();
            while (row.next()) {
                open.add(new Open(row.getString(1), row.getString(2), SagaTable.story(row)));
            }
            return open;
        }
    }
}
