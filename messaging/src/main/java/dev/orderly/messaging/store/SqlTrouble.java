package dev.orderly.messaging.store;

import dev.orderly.messaging.store.StoreException.Trouble;
import java.sql.SQLException;

/// Tells by SQLSTATE whose fault a failed statement is.
/// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
public final class SqlTrouble {
    private SqlTrouble() {}

    public static StoreException of(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var trouble = switch (state) {
            case "23505", "40001", "40P01", "55P03" -> Trouble.RACED;
            default -> state.startsWith("22") || state.startsWith("23") ? Trouble.VALUE_REFUSED : Trouble.UNAVAILABLE;
        };
        return new StoreException(trouble, "PostgreSQL: SQLSTATE " + state + ", " + e.getMessage(), e);
    }
}
