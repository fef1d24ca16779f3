package dev.orderly.messaging.replay;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How many records of a replay came to which outcome; together they are its scope.
final class Tally implements Telemetry {

    /// What becomes of a record that is replayed; the names are columns of the table `replays`.
    enum Result {
        APPLIED,
        UNCHANGED,
        IGNORED,
        REFUSED,
        FAILED,
        SUPPRESSED,
        WAITING,
        /// It is not there any more, so nobody knows.
        MISSING
    }

    private final Map<Result, Long> counts = new EnumMap<>(Result.class);
    private final Set<String> suppressed = new HashSet<>();

    /// The record at this place, `topic[partition]@offset`, leads to an effect that is left away.
    void suppressing(String place) {
        suppressed.add(place);
    }

    @Override
    public void emit(Signal signal) {
        switch (signal) {
            case Signal.MessageDone done -> count(done.outcome(), done.place());
            case Signal.UnknownSkipped _ -> add(Result.IGNORED, 1);
            default -> {} // that something is tried again is no outcome
        }
    }

    private void count(Outcome outcome, String place) {
        switch (outcome) {
            case Outcome.Handled _ -> add(suppressed.contains(place) ? Result.SUPPRESSED : Result.APPLIED, 1);
            case Outcome.Duplicate _ -> add(Result.UNCHANGED, 1);
            case Outcome.Ignored _ -> add(Result.IGNORED, 1);
            case Outcome.Refused _ -> add(Result.REFUSED, 1);
            case Outcome.Waiting _ -> add(Result.WAITING, 1);
            case Outcome.DeadLettered _ -> add(Result.FAILED, 1);
            case Outcome.Retrying _ -> {}
        }
    }

    /// Records that the service passes over in silence have no outcome of their own.
    ///
    /// @param records all that were looked at
    void ignoreTheRest(long records) {
        add(Result.IGNORED, records - sum());
    }

    void add(Result result, long more) {
        counts.merge(result, more, Long::sum);
    }

    void add(Tally other) {
        other.counts.forEach(this::add);
    }

    long of(Result result) {
        return counts.getOrDefault(result, 0L);
    }

    long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
