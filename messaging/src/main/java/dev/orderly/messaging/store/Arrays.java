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
        var column = column(type, rows.size());
        var i = 0;
        for (var row : rows) {
            column[i++] = part.apply(row);
        }
        return connection.createArrayOf(type, column);
    }

    /// Of the exact class, since the driver sends only such arrays in binary form; all others as text to be parsed.
    private static @Nullable Object[] column(String type, int rows) {
        return switch (type) {
            case "bytea" -> new byte[rows][];
            case "text" -> new String[rows];
            case "int8", "bigint" -> new Long[rows];
            case "int4", "int", "integer" -> new Integer[rows];
            case "bool", "boolean" -> new Boolean[rows];
            default -> new Object[rows];
        };
    }
}
