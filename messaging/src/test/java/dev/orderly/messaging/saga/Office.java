package dev.orderly.messaging.saga;

import static dev.orderly.messaging.saga.Trips.SAGAS;
import static dev.orderly.messaging.saga.Trips.TRIPS;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.saga.Trips.Said;
import dev.orderly.messaging.saga.Trips.Trip;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sagas of trips in memory, with a time that goes on from timer to timer.
final class Office implements States {
    private final Coordinator<Trip> coordinator = Trips.coordinator();
    private final Map<String, Object> rows = new HashMap<>();
    private Instant now = Instant.EPOCH;

    List<Message> start(String trip) {
        return keep(coordinator.start(trip, TRIPS.empty(trip)));
    }

    List<Message> answer(Said answer, String step, int attempt) {
        return tell(answer, Optional.of(new SagaRef(answer.trip(), step, attempt)));
    }

    List<Message> tell(Said answer, Optional<SagaRef> saga) {
        return keep(coordinator.answered(this, answer.trip(), event(answer, saga)));
    }

    Decision turnBack(String trip) {
        var decision = coordinator.turnBack(this, trip, new Turn("OFF", "no time", ""));
        keep(decision);
        return decision;
    }

    /// Somebody who saw it so wants it asked again.
    Decision retry(SagaState seen) {
        var decision = coordinator.retries().decide(event(SagaRetried.of(seen), Optional.empty()), this);
        keep(decision);
        return decision;
    }

    Coordinator.Outlook outlook(String trip) {
        return coordinator.outlook(saga(trip));
    }

    /// The timer that falls due first fires, as the table gives them.
    Optional<SagaDue> fireNext() {
        var next = rows.values().stream()
                .filter(SagaState.class::isInstance)
                .map(row -> (SagaState) row)
                .filter(SagaState::isRunning)
                .flatMap(saga -> timer(saga).stream())
                .min(Comparator.comparing(SagaDue::at));
        next.ifPresent(this::fire);
        return next;
    }

    Decision fire(SagaDue due) {
        now = due.at().isAfter(now) ? due.at() : now;
        var decision = decide(event(due, Optional.empty()));
        keep(decision);
        return decision;
    }

    /// As the line does: what throws is a setback.
    private Decision decide(Event<SagaDue> due) {
        try {
            return coordinator.deadlines().decide(due, this);
        } catch (IllegalStateException fault) {
            var setback = coordinator.deadlines().failed(due, Reason.bug(fault.toString()), this);
            return new Accepted(List.copyOf(setback.orElseThrow().happened()), List.of());
        }
    }

    Optional<SagaDue> timer(String trip) {
        return timer(saga(trip));
    }

    SagaState saga(String trip) {
        return get(SAGAS, trip);
    }

    Duration untilDue(String trip) {
        return Duration.between(now, saga(trip).dueAt().orElseThrow());
    }

    /// Other services' own messages, in order.
    private List<Message> keep(Decision decision) {
        if (!(decision instanceof Accepted accepted)) {
            return List.of();
        }
        accepted.happened().forEach(what -> {
            evolve(SAGAS, event(what, Optional.empty()));
            evolve(TRIPS, event(what, Optional.empty()));
        });
        return accepted.messages().stream().map(Outgoing::data).toList();
    }

    private <S> void evolve(Aggregate<S> kind, Event<?> happened) {
        kind.keys(happened.data()).forEach(key -> rows.put(kind.name() + key, kind.evolve(get(kind, key), happened)));
    }

    @Override
    @SuppressWarnings("unchecked") // a row is put by its own kind only
    public <S> S get(Aggregate<S> kind, String key) {
        return (S) rows.getOrDefault(kind.name() + key, kind.empty(key));
    }

    private static Optional<SagaDue> timer(SagaState saga) {
        return saga.dueAt().map(at -> new SagaDue(saga.sagaId(), saga.step(), saga.attempt(), at));
    }

    private <M extends Message> Event<M> event(M data, Optional<SagaRef> saga) {
        var trace = Trace.startedBy("m-1");
        var envelope =
                new Envelope("m-1", "/test", "t", data.subject(), now, "", 0, "m-1", Optional.empty(), saga, trace);
        return new Event<>(envelope, data);
    }
}
