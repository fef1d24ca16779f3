package dev.orderly.messaging.outbox;

import java.time.Duration;

/// How long a loop waits that has found nothing to do: shortly at first, for what other processes may bring
/// next; longer once nothing has come for a while. What its own process brings wakes it anyway.
public final class IdlePause {
    private static final int QUIET = 50;
    private static final int LONGER = 5;

    private final Duration pause;
    private int inVain;

    /// @param pause the short one; the long one is five times as long, after fifty looks in vain
    public IdlePause(Duration pause) {
        this.pause = pause;
    }

    /// After a look.
    public Duration next(boolean hasFound) {
        inVain = hasFound ? 0 : inVain + 1;
        return inVain < QUIET ? pause : pause.multipliedBy(LONGER);
    }
}
