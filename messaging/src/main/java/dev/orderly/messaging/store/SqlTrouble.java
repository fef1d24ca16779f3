package dev.orderly.messaging.store;

import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.Causes;
import java.sql.SQLException;
import java.util.stream.Stream;

/// Tells by SQLSTATE whose fault a failed statement is.
/// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
public final class SqlTrouble {
    private SqlTrouble() {}

    public static StoreException of(SQLException e) {
        var state = state(e);
        var trouble = switch (state) {
            case "23505", "40001", "40P01", "55P03" -> Trouble.RACED;
            default -> state.startsWith("22") || state.startsWith("23") ? Trouble.VALUE_REFUSED : Trouble.UNAVAILABLE;
        };
        return new StoreException(
                trouble, "PostgreSQL: " + (state.isEmpty() ? "" : "SQLSTATE " + state + ", ") + said(e), e);
    }

    /// Whether it is the database that is away, or lets nobody in, rather than the statement: no connection, none
    /// allowed, no such database, or an operator's hand.
    public static boolean isAway(SQLException e) {
        var state = state(e);
        return state.isEmpty() || Stream.of("08", "28", "3D", "57P").anyMatch(state::startsWith);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /// What the server said is whole: it names the table. A pool says that it has no connection, which says less than
    /// why.
    private static String said(SQLException e) {
        var root = Causes.root(e);
        return root instanceof SQLException sql && sql.getMessage() != null ? sql.getMessage() : Causes.told(root);
    }
}
