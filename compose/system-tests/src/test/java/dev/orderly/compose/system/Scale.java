package dev.orderly.compose.system;

import java.time.Duration;

/// How much there is to lose and to have again. `make soak` makes it ten times as much.
final class Scale {
    /// The tag of tests whose size it is.
    static final String RECOVERY = "recovery";

    static final int ORDERS = Integer.getInteger("orderly.orders", 2_000);

    /// For all of them to end.
    static final Duration PATIENCE = Duration.ofSeconds(90 + ORDERS / 50);

    private Scale() {}
}
