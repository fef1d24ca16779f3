package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Timestamps;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One array a column, one element a row: how a batch travels to PostgreSQL in one statement.
public final class Arrays {
    private Arrays() {}

    public static <T> Array of(
            Connection connection, String type, Collection<T> rows, Function<T, @Nullable Object> part)
            throws SQLException {
        var column = column(type, rows.size());
        var i = 0;
        for (var row : rows) {
            var value = part.apply(row);
            column[i++] = value instanceof Timestamp time ? Timestamps.format(time.toInstant()) : value;
        }
        return connection.createArrayOf(type, column);
    }

    /// Of the exact class, since the driver sends only such arrays in binary form; all others as text to be parsed. The
    /// text that it makes of a time has no zone, and so means two times in the hour in which summer time ends.
    private static @Nullable Object[] column(String type, int rows) {
        return switch (type) {
            case "bytea" -> new byte[rows][];
            case "text", "timestamptz" -> new String[rows];
            case "int8", "bigint" -> new Long[rows];
            case "int4", "int", "integer" -> new Integer[rows];
            case "bool", "boolean" -> new Boolean[rows];
            default -> new Object[rows];
        };
    }
}
