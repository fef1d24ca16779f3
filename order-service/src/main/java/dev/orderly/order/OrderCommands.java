package dev.orderly.order;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.messaging.consumer.Decision.refused;
import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.Stock.STOCK;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.order.Order.Status;
import dev.orderly.schemas.order.OrderCommand;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderCommand.SetStock;
import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.StockSet;
import dev.orderly.schemas.order.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What may be asked of orders and of the stock.
final class OrderCommands implements Decider<OrderCommand> {
    private final Coordinator<Placing> coordinator;

    OrderCommands(Coordinator<Placing> coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends OrderCommand> command, States states) {
        return switch (command.data()) {
            case SetStock set -> kind == STOCK ? List.of(set.sku()) : List.of();
            case CancelOrder cancel -> coordinator.keys(kind, cancel.orderId(), states);
            case PlaceOrder place -> {
                var keys = new ArrayList<>(coordinator.keys(kind, place.orderId(), states));
                if (kind == STOCK) {
                    keys.addAll(Placing.bySku(place.lines()).keySet());
                }
                yield keys;
            }
        };
    }

    @Override
    public Decision decide(Event<? extends OrderCommand> command, States states) {
        return switch (command.data()) {
            case SetStock set
            when set.quantity() > StockLevel.MOST -> refused("limit", "a quantity is at most " + StockLevel.MOST);
            case SetStock set -> accepted(new StockSet(set.sku(), set.quantity()));
            case CancelOrder cancel -> cancel(cancel, states);
            case PlaceOrder place -> place(place, states);
        };
    }

    private Decision place(PlaceOrder place, States states) {
        var order = states.get(ORDERS, place.orderId());
        var total = Total.of(place.lines());
        if (order.exists()) {
            return isSame(order, place, total)
                    ? ignored("placed before")
                    : refused("order-exists", "another order has this orderId; give it one of its own");
        }
        if (total.isEmpty()) {
            return rejectAtOnce(place, states);
        }
        var placed = order.placed(place.userId(), place.currency(), total.get(), place.lines());
        return coordinator.start(place.orderId(), new Placing(placed, states));
    }

    /// An order whose price or total no fact could carry: it ends before it begins, visibly.
    private static Decision rejectAtOnce(PlaceOrder place, States states) {
        var detail = "a price is at most %d, a total at most %d".formatted(Total.MOST_PRICE, Total.MOST_TOTAL);
        var rejected = new OrderRejected(place.orderId(), place.userId(), RejectReason.LIMIT, detail);
        var placing = new Placing(
                states.get(ORDERS, place.orderId()).placed(place.userId(), place.currency(), 0, List.of()), states);
        var turn = new Turn(OrderEnd.REJECTED.toString(), RejectReason.LIMIT.toString(), detail);
        return placing.notifyUser(Optional.of(turn))
                .map(letter -> accepted(rejected).sending(Outgoing.of(letter)))
                .orElseThrow();
    }

    private static boolean isSame(Order order, PlaceOrder place, Optional<Long> total) {
        if (total.isEmpty()) {
            return order.userId().equals(place.userId())
                    && order.reason().equals(RejectReason.LIMIT.toString())
                    && order.lines().isEmpty();
        }
        return order.userId().equals(place.userId())
                && order.currency().equals(place.currency())
                && order.lines().equals(place.lines());
    }

    private Decision cancel(CancelOrder cancel, States states) {
        var order = states.get(ORDERS, cancel.orderId());
        if (!order.exists()) {
            return refused("unknown-order", "there is no such order");
        }
        if (order.status() == Status.CONFIRMED) {
            return refused("too-late", "the order is confirmed");
        }
        if (order.status() != Status.PENDING) {
            return ignored("it has ended, " + order.status());
        }
        var turn = new Turn(OrderEnd.CANCELLED.toString(), cancel.reason().orElse(""), "");
        return coordinator.turnBack(states, cancel.orderId(), turn);
    }
}
