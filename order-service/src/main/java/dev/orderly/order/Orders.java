package dev.orderly.order;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.order.Order.Status;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OfOrder;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import java.util.HashMap;
import java.util.List;

/// Orders by id. What the stock sets aside for an order is part of it, since that is what its undoing gives back.
final class Orders implements Numbered<Order> {
    static final Orders ORDERS = new Orders();

    private Orders() {}

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Order empty(String orderId) {
        return Order.none(orderId);
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof OfOrder;
    }

    @Override
    public long version(Order order) {
        return order.version();
    }

    @Override
    public List<String> keys(Message happened) {
        return switch (happened) {
            case OfOrder fact -> List.of(fact.orderId());
            case StockReserved fact -> List.of(fact.orderId());
            case StockReleased fact -> List.of(fact.orderId());
            default -> List.of();
        };
    }

    @Override
    public Order evolve(Order order, Event<?> happened) {
        var number = happened.sequence();
        return switch ((OrderFact) happened.data()) {
            case OrderPlaced f ->
                order.placed(f.userId(), f.currency(), f.total(), f.lines()).at(number);
            case OrderTurnedBack f ->
                order.turned(new Turn(f.to().toString(), f.reason(), f.detail()))
                        .at(number);
            case OrderConfirmed f ->
                order.ended(Status.CONFIRMED, f.userId(), "", "").at(number);
            case OrderRejected f ->
                order.ended(Status.REJECTED, f.userId(), f.reason().toString(), f.detail())
                        .at(number);
            case OrderCancelled f ->
                order.ended(Status.CANCELLED, f.userId(), f.reason(), "").at(number);
            case StockReserved f -> holding(order, f.sku(), f.quantity());
            case StockReleased f -> holding(order, f.sku(), 0);
            case StockSet _ -> order;
        };
    }

    private static Order holding(Order order, String sku, long quantity) {
        var stock = new HashMap<>(order.reserved());
        stock.put(sku, quantity);
        stock.values().removeIf(held -> held == 0);
        return order.holding(stock);
    }
}
