package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;

/// Decides what follows when the time for an answer has passed.
record DueDecider(Coordinator<?> coordinator) implements Decider<SagaDue> {

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends SagaDue> due, States states) {
        return coordinator.keys(kind, due.subject(), states);
    }

    @Override
    public Decision decide(Event<? extends SagaDue> due, States states) {
        return coordinator.due(states, due.data());
    }
}
