package dev.orderly.order;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.order.OrderReply;
import java.util.List;

/// What user-events answers goes to the saga of the order.
record CreditAnswers(Coordinator<Placing> coordinator) implements Decider<OrderReply> {

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends OrderReply> reply, States states) {
        return coordinator.keys(kind, reply.data().orderId(), states);
    }

    @Override
    public Decision decide(Event<? extends OrderReply> reply, States states) {
        return coordinator.answered(states, reply.data().orderId(), reply);
    }
}
