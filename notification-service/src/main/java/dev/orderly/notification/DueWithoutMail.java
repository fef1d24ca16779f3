package dev.orderly.notification;

import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.LetterQueue.Due;
import dev.orderly.notification.LetterQueue.DueCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks for letters that need no mail server while that is away: round and round, a page of those that are due each
/// time, since most of them do need it, and may be any number. That a look fails is told once, as of every dependency.
final class DueWithoutMail {
    private static final String TABLE = "table letters";

    private final LetterQueue queue;
    private final Telemetry telemetry;
    private final PostSettings settings;
    private DueCursor cursor = DueCursor.FIRST;
    private Instant nextLook = Instant.EPOCH;
    private Optional<Instant> failingSince = Optional.empty();

    DueWithoutMail(LetterQueue queue, Telemetry telemetry, PostSettings settings) {
        this.queue = queue;
        this.telemetry = telemetry;
        this.settings = settings;
    }

    /// Nothing where the look fails, or the last was a moment ago.
    List<Due> look(Instant now) {
        if (nextLook.isAfter(now)) {
            return List.of();
        }
        nextLook = now.plus(settings.retry());
        try {
            var page = queue.dueWithoutMail(now, cursor, settings.inFlight());
            cursor = page.next();
            succeeded(now);
            return page.due();
        } catch (StoreException e) {
            failed(e, now);
            return List.of();
        }
    }

    /// Letters were looked for: by [#look], or since the mail server is back.
    void succeeded(Instant now) {
        failingSince.ifPresent(since -> telemetry.emit(new Signal.DependencyBack(TABLE, Duration.between(since, now))));
        failingSince = Optional.empty();
    }

    private void failed(StoreException e, Instant now) {
        if (failingSince.isEmpty()) {
            failingSince = Optional.of(now);
            telemetry.emit(new Signal.DependencyLost(TABLE, String.valueOf(e.getMessage())));
        }
    }
}
