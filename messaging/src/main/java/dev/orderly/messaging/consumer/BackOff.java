package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Outcome.Retrying;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long to wait while the world refuses what is under way, and who hears of it: one line for the whole batch, since
/// an outage is no message's fault.
///
/// No success ends the trouble, since it may be of something else: of a poll that brought nothing, a partition that
/// needs other tables, a timer that is not due. It is over when nothing failed for a while after all had its turn
/// again.
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(100);
    /// Long enough for all that waited to have its turn: what was polled is fetched again, timers are looked at.
    private static final Duration CALM = Duration.ofSeconds(3);

    private static final int DOUBLED = 10;

    private final Telemetry telemetry;
    private final Duration longest;
    private Instant resume = Instant.MIN;
    private int failures;

    BackOff(Telemetry telemetry, Duration longest) {
        this.telemetry = telemetry;
        this.longest = longest;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(resume);
    }

    /// Ends the pause.
    void resume() {
        resume = Instant.MIN;
    }

    /// @param begun when it was set about; from then to now it may have waited for the database
    /// @param underWay the batch that was not handled; empty if there was none yet
    void failed(Instant begun, Instant now, List<Item> underWay, StoreException cause) {
        if (failures > 0 && begun.isAfter(resume.plus(CALM))) {
            failures = 0;
        }
        var grown = FIRST.multipliedBy(1L << Math.min(failures, DOUBLED));
        var delay = grown.compareTo(longest) < 0 ? grown : longest;
        resume = now.plus(delay);
        var retrying = new Retrying(++failures, delay, cause.getMessage());
        telemetry.emit(
                underWay.isEmpty()
                        ? new Signal.IntakeRetrying(retrying)
                        : new Signal.BatchRetrying(first(underWay).done(retrying, Duration.ZERO), underWay.size()));
    }

    /// The first that the service is not silent about.
    private static Item first(List<Item> underWay) {
        return underWay.stream().filter(Item::decides).findFirst().orElse(underWay.getFirst());
    }
}
