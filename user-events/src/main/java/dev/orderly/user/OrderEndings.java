package dev.orderly.user;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.user.Holds.HOLDS;
import static dev.orderly.user.Users.USERS;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Unhandleable;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OfStock;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.util.List;
import java.util.Set;

/// How orders end: a confirmed one takes the credit that was held for it, the others give it back.
final class OrderEndings implements Decider<OrderFact> {
    private static final Set<Class<?>> ENDINGS =
            Set.of(OrderConfirmed.class, OrderRejected.class, OrderCancelled.class);
    private static final Reason NOTHING_RESERVED = Reason.nothingReserved(
            "its user holds no credit for it; reserve it and redrive, or discard if it was released");

    @Override
    public boolean heeds(Class<? extends Message> type) {
        return ENDINGS.contains(type);
    }

    /// The user follows from the hold, so that an order that held nothing locks no user.
    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends OrderFact> fact, States states) {
        if (kind.equals(HOLDS)) {
            return List.of(fact.subject());
        }
        return kind.equals(USERS) && states.get(HOLDS, fact.subject()) instanceof Held held
                ? List.of(held.userId())
                : List.of();
    }

    @Override
    public Decision decide(Event<? extends OrderFact> fact, States states) {
        return switch (fact.data()) {
            case OrderConfirmed confirmed -> capture(confirmed, states);
            case OrderRejected rejected -> release(rejected.orderId(), states);
            case OrderCancelled cancelled -> release(cancelled.orderId(), states);
            case OrderPlaced _, OrderTurnedBack _, OfStock _ -> accepted();
        };
    }

    private static Decision capture(OrderConfirmed confirmed, States states) {
        var payer = confirmed.userId();
        return switch (states.get(HOLDS, confirmed.orderId())) {
            case Held held
            when held.userId().equals(payer) ->
                accepted(states.get(USERS, payer).capturing(held));
            case Captured captured when captured.userId().equals(payer) -> ignored("captured before");
            case None _, Released _, Held _, Captured _ -> new Unhandleable(NOTHING_RESERVED);
        };
    }

    private static Decision release(String orderId, States states) {
        return switch (states.get(HOLDS, orderId)) {
            case None _ -> accepted(new OrderBarred(orderId));
            case Held held -> accepted(states.get(USERS, held.userId()).releasing(held));
            case Released _ -> ignored("nothing is held");
            case Captured _ -> ignored("captured credit stays captured");
        };
    }
}
