package dev.orderly.messaging.recovery;

import dev.orderly.messaging.store.Shadow.Limits;
import java.time.Duration;
import java.util.List;

/// How long to try to have a table alone for a moment, and how long that moment may last.
///
/// @param tries how long others have to wait for each that comes to nothing
record Patience(List<Duration> tries, Duration pause, Limits limits) {
    private static final Duration SHORT = Duration.ofMillis(500);

    /// PostgreSQL cancels an autovacuum that has kept somebody waiting for `deadlock_timeout`, one second.
    private static final Duration LONG = Duration.ofMillis(1_500);

    /// Others wait for a lock for 10 s, and try again. A statement may compare millions of rows.
    private static final Limits ALONE = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    static final Patience ENOUGH =
            new Patience(List.of(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, LONG, LONG, LONG), SHORT, ALONE);
}
