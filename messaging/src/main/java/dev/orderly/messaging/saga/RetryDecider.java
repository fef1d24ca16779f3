package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;
import java.util.Optional;

/// Decides what follows when somebody wants a saga's question asked again.
record RetryDecider(Coordinator<?> coordinator) implements Decider<SagaRetried> {

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends SagaRetried> retried, States states) {
        return coordinator.keys(kind, retried.subject(), states);
    }

    @Override
    public Decision decide(Event<? extends SagaRetried> retried, States states) {
        return coordinator.retried(states, retried.data());
    }

    /// It stays what it was, and whoever wanted it is told.
    @Override
    public Optional<Setback> failed(Event<? extends SagaRetried> retried, Reason fault, States states) {
        return Optional.of(new Setback(List.of(), new Outcome.DeadLettered(fault, 1)));
    }
}
