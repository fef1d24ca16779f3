package dev.orderly.messaging.replay;

import java.util.concurrent.locks.LockSupport;

/// Lets no more than so many records a second pass, on the average since it began.
final class RateLimit {
    private final int perSecond;
    private final long begun = System.nanoTime();
    private long passed;

    /// @param perSecond 0 for no limit
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /// Returns when these may have passed.
    void pass(long records) {
        passed += records;
        if (perSecond > 0) {
            var due = begun + (long) (passed * 1e9 / perSecond);
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
