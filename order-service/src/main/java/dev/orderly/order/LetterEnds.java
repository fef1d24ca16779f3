package dev.orderly.order;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.notification.NotificationFact;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import java.util.List;
import java.util.Optional;

/// The end of an order's own letter ends the order's saga; of other letters about it, nothing follows.
record LetterEnds(Coordinator<Placing> coordinator) implements Decider<NotificationFact> {

    @Override
    public boolean heeds(Class<? extends Message> type) {
        return type != NotificationRequested.class;
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends NotificationFact> fact, States states) {
        return orderId(fact.data())
                .map(id -> coordinator.keys(kind, id, states))
                .orElse(List.of());
    }

    @Override
    public Decision decide(Event<? extends NotificationFact> fact, States states) {
        return orderId(fact.data())
                .map(id -> isOwn(fact.data(), Placing.of(states, id))
                        ? coordinator.answered(states, id, fact)
                        : Decision.ignored("another letter about the order"))
                .orElseGet(() -> Decision.ignored("a letter about no order"));
    }

    private static boolean isOwn(NotificationFact letter, Placing placing) {
        return letter.notificationId().equals(placing.letterId(placing.order().turn()));
    }

    private static Optional<String> orderId(NotificationFact fact) {
        return switch (fact) {
            case NotificationRequested _ -> Optional.empty();
            case NotificationSent sent -> sent.orderId();
            case NotificationUndeliverable undeliverable -> undeliverable.orderId();
        };
    }
}
