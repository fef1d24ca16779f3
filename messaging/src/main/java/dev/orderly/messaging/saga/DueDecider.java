package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;
import java.util.Optional;

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

    @Override
    public Optional<Setback> failed(Event<? extends SagaDue> due, Reason fault, States states) {
        return Optional.of(coordinator.failed(states, due.data(), fault));
    }
}
