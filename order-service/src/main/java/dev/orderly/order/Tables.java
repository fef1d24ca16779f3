package dev.orderly.order;

import static dev.orderly.order.Customers.CUSTOMERS;
import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.Stock.STOCK;

import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.store.Table;
import dev.orderly.order.Order.Status;
import dev.orderly.schemas.order.OrderLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Where order-service keeps what it knows.
final class Tables {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> RESERVED = new TypeReference<>() {};

    static final Table<Order> ORDERS_TABLE = Table.of(ORDERS)
            .column("order_id", "text", Order::orderId)
            .column("user_id", "text", Order::userId)
            .column("status", "text", order -> order.status().name())
            .column("turned_to", "text", order -> order.turn().map(Turn::to).orElse(null))
            .column(
                    "turned_reason",
                    "text",
                    order -> order.turn().map(Turn::reason).orElse(null))
            .column(
                    "turned_detail",
                    "text",
                    order -> order.turn().map(Turn::detail).orElse(null))
            .column("reason", "text", Order::reason)
            .column("detail", "text", Order::detail)
            .column("currency", "text", Order::currency)
            .column("total", "int8", Order::total)
            .column("lines", "json", order -> JSON.writeValueAsString(order.lines()))
            .column("reserved", "json", order -> JSON.writeValueAsString(new TreeMap<>(order.reserved())))
            .column("version", "int8", Order::version)
            .readBy(Tables::order);

    static final Table<StockLevel> STOCK_TABLE = Table.of(STOCK)
            .column("sku", "text", StockLevel::sku)
            .column("available", "int8", StockLevel::available)
            .column("version", "int8", StockLevel::version)
            .readBy(row -> new StockLevel(row.getString("sku"), row.getLong("available"), row.getLong("version")));

    static final Table<Customer> CUSTOMERS_TABLE = Table.of(CUSTOMERS)
            .column("user_id", "text", Customer::userId)
            .column("currency", "text", Customer::currency)
            .column("active", "bool", Customer::active)
            .column("version", "int8", Customer::version)
            .readBy(row -> new Customer(
                    row.getString("user_id"),
                    row.getString("currency"),
                    row.getBoolean("active"),
                    row.getLong("version")));

    private Tables() {}

    static Order order(ResultSet row) throws SQLException {
        var turnedTo = row.getString("turned_to");
        return new Order(
                row.getString("order_id"),
                row.getString("user_id"),
                Status.valueOf(row.getString("status")),
                turnedTo == null
                        ? Optional.empty()
                        : Optional.of(
                                new Turn(turnedTo, row.getString("turned_reason"), row.getString("turned_detail"))),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("currency"),
                row.getLong("total"),
                JSON.readValue(row.getString("lines"), LINES),
                JSON.readValue(row.getString("reserved"), RESERVED),
                row.getLong("version"));
    }
}
