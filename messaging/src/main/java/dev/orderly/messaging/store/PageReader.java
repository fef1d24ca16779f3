package dev.orderly.messaging.store;

import java.sql.SQLException;
import java.util.List;

/// Takes what a query has found, some at a time.
public interface PageReader<T> {
    void read(List<T> found) throws SQLException;
}
