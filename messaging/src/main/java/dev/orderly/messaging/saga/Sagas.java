package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.store.Aggregate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where sagas stand, by saga id.
public final class Sagas implements Aggregate<SagaState> {
    private static final int FAILURES = 10;
    private static final int TIMELINE = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "sagas";
    }

    @Override
    public SagaState empty(String sagaId) {
        return SagaState.none(sagaId);
    }

    @Override
    public List<String> keys(Message happened) {
        return happened instanceof SagaMoved || happened instanceof SagaFailed
                ? List.of(happened.subject())
                : List.of();
    }

    @Override
    public SagaState evolve(SagaState state, Event<?> happened) {
        var now = happened.envelope().time();
        return switch (happened.data()) {
            case SagaMoved(var moved, var dueIn) ->
                kept(moved, dueIn.map(now::plus).or(moved::dueAt), moved.failures(), now);
            case SagaFailed _
            when state.failures() + 1 >= FAILURES ->
                kept(withStatus(state, Status.STUCK), Optional.empty(), state.failures() + 1, now);
            case SagaFailed _ ->
                kept(
                        state,
                        Optional.of(now.plus(PAUSE.multipliedBy(1L << state.failures()))),
                        state.failures() + 1,
                        now);
            default -> state;
        };
    }

    /// The timeline keeps its last lines only: a release that nobody answers for days is asked for thousands of times.
    private static SagaState kept(SagaState s, Optional<Instant> dueAt, int failures, Instant now) {
        var timeline =
                new ArrayList<>(s.timeline().stream().map(line -> line.at(now)).toList());
        if (timeline.size() > TIMELINE) {
            timeline.subList(1, 1 + timeline.size() - TIMELINE).clear();
        }
        return new SagaState(
                s.sagaId(),
                s.definition(),
                s.version(),
                s.step(),
                s.turned(),
                s.status(),
                s.attempt(),
                dueAt,
                failures,
                timeline);
    }

    private static SagaState withStatus(SagaState s, Status status) {
        return new SagaState(
                s.sagaId(),
                s.definition(),
                s.version(),
                s.step(),
                s.turned(),
                status,
                s.attempt(),
                s.dueAt(),
                s.failures(),
                s.timeline());
    }
}
