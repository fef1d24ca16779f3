package dev.orderly.compose.system;

import static dev.orderly.compose.system.ReckonedRows.row;
import static dev.orderly.compose.system.ReckonedRows.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reckons orders, the stock, and customers.
record ReckonedOrders(ReckonedRows rows) {

    List<String> lines() {
        for (var fact : rows.firsts("order-events", "/orderly/order-service")) {
            if (fact.type().startsWith("stock.")) {
                stock(fact);
            } else {
                order(fact);
            }
        }
        for (var fact : rows.firsts("user-events", "/orderly/user-events")) {
            rows.change("customers", fact.subject(), row -> {
                var customer = row.isEmpty() ? row("user_id", fact.subject(), "currency", "", "active", false) : row;
                switch (fact.type()) {
                    case "user.registered" -> {
                        customer.put("currency", text(fact.data(), "currency"));
                        customer.put("active", true);
                    }
                    case "user.deactivated" -> customer.put("active", false);
                    default -> {}
                }
                customer.put("version", fact.sequence());
                return customer;
            });
        }
        return rows.lines("orders", "sagas", "stock", "customers");
    }

    private void order(Fact fact) {
        var data = fact.data();
        rows.change("orders", fact.subject(), found -> {
            var order = found.isEmpty() ? newOrder(fact.subject()) : found;
            order.put("user_id", text(data, "userId"));
            order.put("version", fact.sequence());
            switch (fact.type()) {
                case "order.placed" -> {
                    order.put("currency", text(data, "currency"));
                    order.put("total", data.path("total").asLong());
                    order.put("lines", data.path("lines"));
                }
                case "order.turned-back" -> {
                    order.put("turned_to", text(data, "to"));
                    order.put("turned_reason", text(data, "reason"));
                    order.put("turned_detail", text(data, "detail"));
                }
                case "order.confirmed" -> order.put("status", "CONFIRMED");
                case "order.rejected" -> {
                    order.put("status", "REJECTED");
                    order.put("reason", text(data, "reason"));
                    order.put("detail", text(data, "detail"));
                }
                case "order.cancelled" -> {
                    order.put("status", "CANCELLED");
                    order.put("reason", text(data, "reason"));
                }
                default -> throw new IllegalStateException(fact.type());
            }
            return order;
        });
    }

    private static Map<String, Object> newOrder(String id) {
        return row(
                "order_id",
                id,
                "user_id",
                "",
                "status",
                "PENDING",
                "turned_to",
                null,
                "turned_reason",
                null,
                "turned_detail",
                null,
                "reason",
                "",
                "detail",
                "",
                "currency",
                "",
                "total",
                0L,
                "lines",
                List.of(),
                "reserved",
                new TreeMap<>(),
                "version",
                0L);
    }

    @SuppressWarnings("unchecked") // put there as such
    private void stock(Fact fact) {
        var quantity = fact.data().path("quantity").asLong();
        rows.change("stock", fact.subject(), found -> {
            var level = found.isEmpty() ? row("sku", fact.subject(), "available", 0L) : found;
            var available = (long) level.get("available");
            level.put(
                    "available",
                    switch (fact.type()) {
                        case "stock.set" -> quantity;
                        case "stock.reserved" -> available - quantity;
                        default -> available + quantity;
                    });
            level.put("version", fact.sequence());
            return level;
        });
        if (!fact.type().equals("stock.set")) {
            var id = text(fact.data(), "orderId");
            rows.change("orders", id, found -> {
                var order = found.isEmpty() ? newOrder(id) : found;
                var reserved = (Map<String, Object>) order.get("reserved");
                if (fact.type().equals("stock.reserved")) {
                    reserved.put(fact.subject(), quantity);
                } else {
                    reserved.remove(fact.subject());
                }
                return order;
            });
        }
    }
}
