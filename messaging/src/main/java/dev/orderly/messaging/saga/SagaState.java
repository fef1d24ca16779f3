package dev.orderly.messaging.saga;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a saga stands.
///
/// @param definition name of the saga; empty for one that never began
/// @param step name of the step that it awaits, or ended at
/// @param turned whether it goes, or went, back
/// @param attempt how often the awaited command was sent
/// @param dueAt when silence is taken for an answer
/// @param failures how often in a row it could not be carried on for a fault of ours
/// @param story what it is a part of; none for one that never began
public record SagaState(
        String sagaId,
        String definition,
        int version,
        String step,
        boolean turned,
        Status status,
        int attempt,
        Optional<Instant> dueAt,
        int failures,
        List<Entry> timeline,
        Optional<Story> story) {

    /// How a saga is doing. `STUCK` is set aside for people to look at, so that it starves no other.
    public enum Status {
        RUNNING,
        COMPLETED,
        COMPENSATED,
        STUCK
    }

    public SagaState {
        timeline = List.copyOf(timeline);
    }

    static SagaState none(String sagaId) {
        return new SagaState(
                sagaId, "", 0, "", false, Status.RUNNING, 0, Optional.empty(), 0, List.of(), Optional.empty());
    }

    public boolean exists() {
        return !definition.isEmpty();
    }

    public boolean isRunning() {
        return exists() && status == Status.RUNNING;
    }

    /// Whether what comes may still carry it on: an answer helps one that is stuck at its timer, too.
    public boolean isOpen() {
        return isRunning() || status == Status.STUCK;
    }

    /// The highest attempt that was used for the step at which it stands, in either direction.
    int lastAttempt() {
        return timeline.stream()
                .filter(line -> line.step().equals(step))
                .mapToInt(Entry::attempt)
                .reduce(attempt, Math::max);
    }

    /// The same place, with this written down.
    SagaState noting(int newAttempt, List<Entry> lines) {
        return new SagaState(
                sagaId, definition, version, step, turned, status, newAttempt, dueAt, failures, lines, story);
    }
}
