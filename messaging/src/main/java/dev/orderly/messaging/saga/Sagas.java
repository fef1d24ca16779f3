package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
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
                kept(moved, dueIn.map(now::plus).or(moved::dueAt), Optional.of(story(state, happened)), now);
            case SagaFailed failed -> failed(state, failed.fault(), now);
            default -> state;
        };
    }

    /// The first move tells the story; whatever carries the saga on later, it stays a part of that one.
    private static Story story(SagaState state, Event<?> happened) {
        return state.story().orElseGet(() -> Story.of(happened.envelope()));
    }

    /// Told as what it is: a message that is tried again after a pause, or no more.
    static Setback setback(SagaState state, Reason fault) {
        var failures = state.failures() + 1;
        var outcome = pause(failures)
                .<Outcome>map(delay -> new Outcome.Retrying(failures, delay, fault.detail()))
                .orElseGet(() -> new Outcome.DeadLettered(fault, failures));
        return new Setback(List.of(new SagaFailed(state.sagaId(), fault.detail())), outcome);
    }

    /// None after the last of so many failures in a row.
    private static Optional<Duration> pause(int failures) {
        return failures < FAILURES ? Optional.of(PAUSE.multipliedBy(1L << (failures - 1))) : Optional.empty();
    }

    /// Tried again after a growing pause; after the last try set aside, with the faults in its timeline to be read.
    private static SagaState failed(SagaState s, String fault, Instant now) {
        var failures = s.failures() + 1;
        var timeline = new ArrayList<>(s.timeline());
        timeline.add(Entry.done(s.step(), "failed: " + fault));
        var again = pause(failures).map(now::plus);
        var status = again.isPresent() ? s.status() : Status.STUCK;
        var noted = new SagaState(
                s.sagaId(),
                s.definition(),
                s.version(),
                s.step(),
                s.turned(),
                status,
                s.attempt(),
                s.dueAt(),
                failures,
                timeline,
                s.story());
        return kept(noted, again, s.story(), now);
    }

    /// The timeline keeps its last lines only: a release that nobody answers for days is asked for thousands of times.
    private static SagaState kept(SagaState s, Optional<Instant> dueAt, Optional<Story> story, Instant now) {
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
                s.failures(),
                timeline,
                story);
    }
}
