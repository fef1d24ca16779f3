package dev.orderly.messaging.replay;

import java.time.Duration;
import java.util.List;

/// How long to try to have a table alone for a moment.
///
/// @param tries how long others have to wait for each that comes to nothing
record Patience(List<Duration> tries, Duration pause) {
    private static final Duration SHORT = Duration.ofMillis(500);

    /// PostgreSQL ends an autovacuum for who has waited for it for a second, its `deadlock_timeout`.
    private static final Duration LONG = Duration.ofMillis(1_500);

    static final Patience ENOUGH =
            new Patience(List.of(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, LONG, LONG, LONG), SHORT);
}
