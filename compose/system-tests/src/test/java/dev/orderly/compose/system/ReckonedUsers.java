package dev.orderly.compose.system;

import static dev.orderly.compose.system.ReckonedRows.row;
import static dev.orderly.compose.system.ReckonedRows.text;

import java.util.List;
import java.util.Map;

/// Reckons users and what is held for which order.
record ReckonedUsers(ReckonedRows rows) {

    List<String> lines() {
        for (var fact : rows.firsts("user-events", "/orderly/user-events")) {
            user(fact);
        }
        for (var fact : rows.firsts("order-events", "/orderly/order-service")) {
            if (fact.type().equals("order.rejected") || fact.type().equals("order.cancelled")) {
                rows.change("holds", fact.subject(), row -> row.isEmpty() ? released(fact.subject()) : row);
            }
        }
        return rows.lines("holds", "users");
    }

    private void user(Fact fact) {
        var data = fact.data();
        var amount = data.path("amount").asLong();
        var order = data.path("orderId").asString("");
        switch (fact.type()) {
            case "user.registered" ->
                rows.change(
                        "users",
                        fact.subject(),
                        _ -> row(
                                "user_id", fact.subject(),
                                "name", text(data, "name"),
                                "email", text(data, "email"),
                                "registered_email", text(data, "email"),
                                "currency", text(data, "currency"),
                                "opening_credit", data.path("credit").asLong(),
                                "balance", data.path("credit").asLong(),
                                "reserved", 0L,
                                "active", true));
            case "user.email-changed" -> rows.put("users", fact.subject(), "email", text(data, "email"));
            case "user.deactivated" -> rows.put("users", fact.subject(), "active", false);
            case "user.credit-deposited" -> rows.add("users", fact.subject(), "balance", amount);
            case "user.credit-reserved" -> {
                rows.add("users", fact.subject(), "reserved", amount);
                rows.change("holds", order, _ -> hold(order, fact.subject(), amount, "HELD"));
            }
            case "user.credit-released" -> {
                rows.add("users", fact.subject(), "reserved", -amount);
                rows.change("holds", order, _ -> released(order));
            }
            case "user.credit-captured" -> {
                rows.add("users", fact.subject(), "reserved", -amount);
                rows.add("users", fact.subject(), "balance", -amount);
                rows.change("holds", order, _ -> hold(order, fact.subject(), amount, "CAPTURED"));
            }
            default -> throw new IllegalStateException(fact.type());
        }
        rows.put("users", fact.subject(), "version", fact.sequence());
    }

    private static Map<String, Object> released(String order) {
        return hold(order, null, null, "RELEASED");
    }

    private static Map<String, Object> hold(String order, String user, Long amount, String state) {
        return row("order_id", order, "user_id", user, "amount", amount, "state", state);
    }
}
