package dev.orderly.messaging.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads what a query finds a page at a time, however much it is. Within a transaction: else the driver fetches all.
final class Pages {
    private static final int ROWS = 500;

    private Pages() {}

    /// Makes something of the row at which the result stands.
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> void read(PreparedStatement select, RowReader<T> reading, PageReader<T> reader) throws SQLException {
        select.setFetchSize(ROWS);
        try (var row = select.executeQuery()) {
            var found = new ArrayList<T>();
            while (row.next()) {
                found.add(reading.read(row));
                if (found.size() == ROWS) {
                    reader.read(List.copyOf(found));
                    found.clear();
                }
            }
            if (!found.isEmpty()) {
                reader.read(found);
            }
        }
    }
}
