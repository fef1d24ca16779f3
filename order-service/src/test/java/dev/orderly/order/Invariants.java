package dev.orderly.order;

import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.PlaceOrderSaga.SAGAS;
import static dev.orderly.order.Stock.STOCK;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.saga.SagaState;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OfOrder;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.RejectReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// What holds of orders, stock and sagas after whatever came.
final class Invariants {
    private final Desk desk;
    /// Available and set aside together, by sku: only `stock.set` changes it.
    private final Map<String, Long> supply = new HashMap<>();

    Invariants(Desk desk) {
        this.desk = desk;
    }

    /// After a `stock.set`.
    void supplied() {
        supply.clear();
        desk.ledger().rows(STOCK).keySet().forEach(sku -> supply.put(sku, total(sku)));
    }

    /// After each message.
    void check() {
        supply.forEach((sku, sum) -> require(total(sku) == sum, () -> "stock of " + sku + " is lost or doubled"));
        desk.ledger().rows(STOCK).values().forEach(row -> {
            var level = (StockLevel) row;
            require(level.available() >= 0, () -> level + " is below nothing");
        });
        desk.ledger().rows(ORDERS).values().forEach(row -> checkOrder((Order) row));
        desk.ledger().rows(SAGAS).values().forEach(row -> checkSaga((SagaState) row));
    }

    private void checkOrder(Order order) {
        var facts = factsOf(order.orderId());
        var turns =
                facts.stream().filter(fact -> fact instanceof OrderTurnedBack).toList();
        var ends = facts.stream().filter(Invariants::isEnd).toList();
        require(turns.size() <= 1 && ends.size() <= 1, () -> "turned or ended twice: " + facts);
        require(ends.isEmpty() == (order.status() == Order.Status.PENDING), () -> "status without its fact: " + order);
        if (ends.isEmpty()) {
            return;
        }
        require(
                !(ends.getFirst() instanceof OrderConfirmed) || turns.isEmpty(),
                () -> "confirmed and turned back: " + facts);
        require(order.reserved().isEmpty() || order.status() == Order.Status.CONFIRMED, () -> "keeps stock: " + order);
        if (!turns.isEmpty()) {
            var turn = (OrderTurnedBack) turns.getFirst();
            var asTurned = turnOf(ends.getFirst());
            require(asTurned.to().equals(turn.to().toString()), () -> "another end than it turned to: " + facts);
            require(asTurned.reason().equals(turn.reason()), () -> "another reason than it turned for: " + facts);
        } else if (!(ends.getFirst() instanceof OrderConfirmed)) {
            require(order.reason().equals(RejectReason.LIMIT.toString()), () -> "ended without a turn: " + facts);
            require(facts.size() == 1, () -> "ended without a turn, but not at once: " + facts);
        }
    }

    private void checkSaga(SagaState saga) {
        var order = desk.order(saga.sagaId());
        var runs = saga.status() == Status.RUNNING;
        require(runs == saga.dueAt().isPresent(), () -> "awaits nothing, but has not ended: " + saga);
        require(runs || order.status() != Order.Status.PENDING, () -> "ended before its order: " + order);
        require(saga.turned() == order.turn().isPresent(), () -> "saga and order disagree about the turn: " + order);
        require(
                saga.step().equals(PlaceOrderSaga.RESERVE_CREDIT) == (order.status() == Order.Status.PENDING),
                () -> "awaits credit for an order that is " + order.status());
    }

    /// At the end of a story: the facts tell all of it, and nothing is missing among them.
    void checkFacts() {
        var again = new Ledger(Desk.BEGIN);
        desk.ledger().facts().forEach(again::fold);
        require(again.rows(ORDERS).equals(desk.ledger().rows(ORDERS)), () -> "facts do not tell of all orders");
        require(again.rows(STOCK).equals(desk.ledger().rows(STOCK)), () -> "facts do not tell of all stock");
        desk.ledger().facts().stream()
                .collect(groupingBy(Invariants::stream, mapping(Event::sequence, toList())))
                .forEach(
                        (stream, seen) -> require(seen.equals(upTo(seen.size())), () -> stream + " has gaps: " + seen));
    }

    private static String stream(Event<?> fact) {
        return (fact.data() instanceof OfOrder ? "order " : "stock ") + fact.subject();
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private long total(String sku) {
        return desk.ledger().row(STOCK, sku).available()
                + desk.ledger().rows(ORDERS).values().stream()
                        .mapToLong(row -> ((Order) row).reserved().getOrDefault(sku, 0L))
                        .sum();
    }

    private List<OrderFact> factsOf(String orderId) {
        return desk.ledger().facts().stream()
                .map(Event::data)
                .filter(fact -> fact instanceof OfOrder of && of.orderId().equals(orderId))
                .map(OrderFact.class::cast)
                .toList();
    }

    private static boolean isEnd(OrderFact fact) {
        return fact instanceof OrderConfirmed || fact instanceof OrderRejected || fact instanceof OrderCancelled;
    }

    private static Turn turnOf(OrderFact end) {
        return switch (end) {
            case OrderRejected rejected ->
                new Turn("REJECTED", rejected.reason().toString(), rejected.detail());
            case OrderCancelled cancelled -> new Turn("CANCELLED", cancelled.reason(), "");
            default -> new Turn("", "", "");
        };
    }

    static void require(boolean holds, Supplier<String> trouble) {
        if (!holds) {
            throw new AssertionError(trouble.get());
        }
    }
}
