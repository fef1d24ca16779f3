package dev.orderly.order;

import dev.orderly.messaging.saga.Turn;
import dev.orderly.schemas.order.OrderLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An order as its facts made it.
///
/// @param turn how it turned back, if it did
/// @param reason why it ended as it did, empty as long as it has not, or for no reason
/// @param total in minor units
/// @param reserved what is set aside for it, by sku
/// @param version number of its last fact, 0 if there is no such order
record Order(
        String orderId,
        String userId,
        Status status,
        Optional<Turn> turn,
        String reason,
        String detail,
        String currency,
        long total,
        List<OrderLine> lines,
        Map<String, Long> reserved,
        long version) {

    enum Status {
        PENDING,
        CONFIRMED,
        REJECTED,
        CANCELLED
    }

    Order {
        lines = List.copyOf(lines);
        reserved = Map.copyOf(reserved);
    }

    static Order none(String orderId) {
        return new Order(orderId, "", Status.PENDING, Optional.empty(), "", "", "", 0, List.of(), Map.of(), 0);
    }

    boolean exists() {
        return version > 0;
    }

    Order placed(String user, String inCurrency, long sum, List<OrderLine> ordered) {
        return new Order(orderId, user, status, turn, reason, detail, inCurrency, sum, ordered, reserved, version);
    }

    Order turned(Turn how) {
        return new Order(
                orderId, userId, status, Optional.of(how), reason, detail, currency, total, lines, reserved, version);
    }

    Order ended(Status end, String user, String why, String told) {
        return new Order(orderId, user, end, turn, why, told, currency, total, lines, reserved, version);
    }

    Order holding(Map<String, Long> stock) {
        return new Order(orderId, userId, status, turn, reason, detail, currency, total, lines, stock, version);
    }

    Order at(long number) {
        return new Order(orderId, userId, status, turn, reason, detail, currency, total, lines, reserved, number);
    }
}
