package dev.orderly.messaging.telemetry;

import dev.orderly.messaging.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes signals as log lines. Of what became of messages it writes the first [#LINES_A_SECOND] of each second one by
/// one and sums up the rest in one line, so that each message is told exactly once; retries and dead letters are never
/// summed up.
public final class LogTelemetry implements Telemetry {
    static final int LINES_A_SECOND = 200;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Logger log = LoggerFactory.getLogger("dev.orderly");
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant windowStart = Instant.MIN;
    private int written;
    private Summary summary = new Summary();

    public LogTelemetry(InstantSource time) {
        this.time = time;
    }

    @Override
    public void emit(Signal signal) {
        switch (signal) {
            case Signal.MessageDone done when isAlwaysTold(done.outcome()) -> write(signal);
            case Signal.MessageDone done ->
                writeOrSum(signal, Wording.word(done.outcome()), Summary.reason(done.outcome()));
            case Signal.UnknownSkipped skipped -> writeOrSum(signal, "skipped", skipped.type());
            default -> write(signal);
        }
    }

    /// Writes the summary of a second that is over; to be called about once a second, since no signal may follow.
    public void tick() {
        write(enter(time.instant(), false));
    }

    /// Writes what is summed up so far: for the end of the service.
    public void flush() {
        write(enter(time.instant(), true));
    }

    private void writeOrSum(Signal signal, String outcome, String reason) {
        List<Summary.Count> over;
        boolean summed;
        lock.lock();
        try {
            over = enter(time.instant(), false);
            summed = written >= LINES_A_SECOND;
            if (summed) {
                summary.add(outcome, reason);
            } else {
                written++;
            }
        } finally {
            lock.unlock();
        }
        write(over);
        if (!summed) {
            write(signal);
        }
    }

    /// Opens a new second if the last one is over (or the clock was set back), and returns what that one summed up.
    private List<Summary.Count> enter(Instant now, boolean early) {
        lock.lock();
        try {
            if (!early
                    && !now.isBefore(windowStart)
                    && Duration.between(windowStart, now).compareTo(WINDOW) < 0) {
                return List.of();
            }
            var over = summary.outcomes();
            windowStart = now;
            written = 0;
            summary = new Summary();
            return over;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAlwaysTold(Outcome outcome) {
        return outcome instanceof Outcome.Retrying || outcome instanceof Outcome.DeadLettered;
    }

    private void write(Signal signal) {
        var level = Wording.level(signal);
        if (log.isEnabledForLevel(level)) {
            write(level, Wording.text(signal), Fields.of(signal), cause(signal));
        }
    }

    private void write(List<Summary.Count> outcomes) {
        if (!outcomes.isEmpty()) {
            write(Level.INFO, Wording.text(outcomes), Fields.of(outcomes), Optional.empty());
        }
    }

    private void write(Level level, String text, Map<String, Object> fields, Optional<Throwable> cause) {
        var event = log.atLevel(level);
        for (var field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        if (cause.isPresent()) {
            event = event.setCause(cause.get());
        }
        event.log(text);
    }

    private static Optional<Throwable> cause(Signal signal) {
        return switch (signal) {
            case Signal.AnswerFailed failed -> Optional.of(failed.cause());
            case Signal.LoopFailed failed -> Optional.of(failed.cause());
            default -> Optional.empty();
        };
    }
}
