package dev.orderly.messaging.replay;

import java.time.Duration;

/// How long to try to have a table alone for a moment.
///
/// @param locking how long others have to wait for a try that comes to nothing
record Patience(int tries, Duration locking, Duration pause) {
    static final Patience ENOUGH = new Patience(10, Duration.ofMillis(500), Duration.ofMillis(500));
}
