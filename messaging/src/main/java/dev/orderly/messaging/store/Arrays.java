package dev.orderly.messaging.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One array a column, one element a row: how a batch travels to PostgreSQL in one statement.
public final class Arrays {
    private Arrays() {}

    public static <T> Array of(
            Connection connection, String type, Collection<T> rows, Function<T, @Nullable Object> part)
            throws SQLException {
        var column = type.equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
        var i = 0;
        for (var row : rows) {
            column[i++] = part.apply(row);
        }
        return connection.createArrayOf(type, column);
    }
}
