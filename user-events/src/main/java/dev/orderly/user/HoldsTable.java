package dev.orderly.user;

import dev.orderly.messaging.store.Table;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Holds as rows; an order of which nothing was heard has none.
final class HoldsTable {
    static final Table<Hold> TABLE = Table.of(Holds.HOLDS)
            .column("order_id", "text", Hold::orderId)
            .column("user_id", "text", HoldsTable::userId)
            .column("amount", "bigint", HoldsTable::amount)
            .column("state", "text", HoldsTable::state)
            .readBy(HoldsTable::read);

    private HoldsTable() {}

    private static @Nullable String userId(Hold hold) {
        return switch (hold) {
            case Held held -> held.userId();
            case Captured captured -> captured.userId();
            case None _, Released _ -> null;
        };
    }

    private static @Nullable Long amount(Hold hold) {
        return switch (hold) {
            case Held held -> held.amount();
            case Captured captured -> captured.amount();
            case None _, Released _ -> null;
        };
    }

    private static String state(Hold hold) {
        return switch (hold) {
            case Held _ -> "HELD";
            case Released _ -> "RELEASED";
            case Captured _ -> "CAPTURED";
            case None _ -> throw new IllegalStateException("nothing happened to an order that is to be saved");
        };
    }

    private static Hold read(ResultSet row) throws SQLException {
        var orderId = row.getString("order_id");
        var state = row.getString("state");
        return switch (state) {
            case "HELD" -> new Held(orderId, row.getString("user_id"), row.getLong("amount"));
            case "RELEASED" -> new Released(orderId);
            case "CAPTURED" -> new Captured(orderId, row.getString("user_id"), row.getLong("amount"));
            default -> throw new IllegalStateException("no such state of a hold: " + state);
        };
    }
}
