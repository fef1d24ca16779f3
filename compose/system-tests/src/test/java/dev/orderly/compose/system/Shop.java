package dev.orderly.compose.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// What people do with the system, in the shortest words: register, place, cancel, wait for the end.
final class Shop {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger LAST = new AtomicInteger();

    private final SystemUnderTest system;

    Shop(SystemUnderTest system) {
        this.system = system;
    }

    /// An id that no other test has.
    static String id(String prefix) {
        return prefix + "-" + LAST.incrementAndGet();
    }

    static String email(String userId) {
        return userId + "@example.com";
    }

    /// A user of a new id, known to every service.
    String registered(long credit) {
        var userId = id("user");
        system.topics.send("user-commands", userId, Commands.registration(userId, credit));
        awaitUser(userId);
        return userId;
    }

    /// Users that are known to every service.
    List<String> registered(int count, long credit) {
        var users = IntStream.range(0, count).mapToObj(_ -> id("user")).toList();
        users.forEach(userId -> system.topics.toss("user-commands", userId, Commands.registration(userId, credit)));
        system.topics.flush();
        users.forEach(this::awaitUser);
        return users;
    }

    void awaitUser(String userId) {
        await(userId).atMost(PATIENCE).until(() -> user(userId).status() == 200);
    }

    Http.Reply user(String userId) {
        return system.users.get("/users/" + userId);
    }

    /// An order of one article, in a new id.
    String placed(String userId, long price) {
        var orderId = id("order");
        place(orderId, userId, "tea", 1, price);
        return orderId;
    }

    void place(String orderId, String userId, String sku, int quantity, long price) {
        system.topics.send("order-commands", orderId, Commands.order(orderId, userId, sku, quantity, price));
    }

    void cancel(String orderId) {
        system.topics.send(
                "order-commands", orderId, Json.message("order.cancel", "orderId", orderId, "reason", "regret"));
    }

    void setStock(String sku, long quantity) {
        system.topics.send("order-commands", sku, Json.message("stock.set", "sku", sku, "quantity", quantity));
        await(sku).atMost(PATIENCE).until(() -> stock(sku) == quantity);
    }

    /// What is available, -1 if it is not controlled.
    long stock(String sku) {
        return system.rows(system.orders)
                .number("SELECT coalesce(max(available), -1) FROM stock WHERE sku = '" + sku + "'");
    }

    JsonNode orderOf(String orderId) {
        return system.orders.get("/orders/" + orderId).json();
    }

    /// The order once it is CONFIRMED, REJECTED or CANCELLED.
    JsonNode ended(String orderId) {
        await(orderId + " ends").atMost(PATIENCE).until(() -> isEnded(orderId));
        return orderOf(orderId);
    }

    /// How each of these orders ended, once all have; by orderId.
    Map<String, String> ends(List<String> orderIds) {
        await("they end").atMost(PATIENCE).until(() -> endsSoFar(orderIds).size() == orderIds.size());
        return endsSoFar(orderIds);
    }

    /// Those that have ended.
    Map<String, String> endsSoFar(List<String> orderIds) {
        return endsOf("order_id IN ('" + String.join("', '", orderIds) + "')");
    }

    /// Those that have ended, of all whose id begins so.
    Map<String, String> endsSoFar(String prefix) {
        return endsOf("order_id LIKE '" + prefix + "%'");
    }

    private Map<String, String> endsOf(String which) {
        var ends = new HashMap<String, String>();
        system.rows(system.orders)
                .of("SELECT order_id, status, reason FROM orders WHERE status <> 'PENDING' AND " + which)
                .forEach(row ->
                        ends.put((String) row.get("order_id"), (row.get("status") + " " + row.get("reason")).strip()));
        return ends;
    }

    /// `CONFIRMED`, or `REJECTED out-of-stock`.
    String end(String orderId) {
        return told(ended(orderId));
    }

    static String told(JsonNode order) {
        return (order.path("status").asString() + " " + order.path("reason").asString("")).strip();
    }

    String sagaStatus(String orderId) {
        return orderOf(orderId).path("saga").path("status").asString("");
    }

    /// What a user has: balance, reserved, available.
    Map<String, Long> credit(String userId) {
        var user = user(userId).json();
        return Map.of(
                "balance", user.path("balance").asLong(),
                "reserved", user.path("reserved").asLong(),
                "available", user.path("available").asLong());
    }

    private boolean isEnded(String orderId) {
        var reply = system.orders.get("/orders/" + orderId);
        return reply.status() == 200 && !reply.json().path("status").asString().equals("PENDING");
    }
}
