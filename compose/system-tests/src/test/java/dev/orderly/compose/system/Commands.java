package dev.orderly.compose.system;

import java.util.List;

/// Commands as one types them: the shortest lines that work.
final class Commands {
    private Commands() {}

    static String registration(String userId, long credit) {
        return Json.message(
                "user.register",
                "userId",
                userId,
                "name",
                "Name " + userId,
                "email",
                Shop.email(userId),
                "openingCredit",
                credit);
    }

    static String order(String orderId, String userId, String sku, int quantity, long price) {
        var line = Json.object("sku", sku, "quantity", quantity, "unitPrice", price);
        return Json.message("order.place", "orderId", orderId, "userId", userId, "lines", List.of(line));
    }
}
