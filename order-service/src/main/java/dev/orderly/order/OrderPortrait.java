package dev.orderly.order;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// An order as it is shown beside its saga.
final class OrderPortrait {
    private static final String SELECT = "SELECT * FROM orders WHERE order_id = ?";

    private OrderPortrait() {}

    static Map<String, String> of(Connection connection, String orderId) throws SQLException {
        var lines = new LinkedHashMap<String, String>();
        try (var select = connection.prepareStatement(SELECT)) {
            select.setString(1, orderId);
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    var order = Tables.order(row);
                    lines.put(
                            "order",
                            "%s, user %s, %d %s"
                                    .formatted(order.status(), order.userId(), order.total(), order.currency()));
                    order.turn()
                            .ifPresent(turn -> lines.put(
                                    "turned",
                                    "to be %s: %s %s"
                                            .formatted(turn.to(), turn.reason(), turn.detail())
                                            .strip()));
                }
            }
        }
        return lines;
    }
}
