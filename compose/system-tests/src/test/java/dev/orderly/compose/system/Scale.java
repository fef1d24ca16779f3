package dev.orderly.compose.system;

import java.time.Duration;

/// How much there is to lose and to have again. `make soak` makes it ten times as much.
final class Scale {
    /// The tag of tests whose size it is.
    static final String RECOVERY = "recovery";

    static final int ORDERS = Integer.getInteger("orderly.orders", 2_000);

    /// Between those that come all the while: ten a second, or a hundred. Each has its transactions to itself, and so
    /// costs ten times what it would among many.
    static final Duration PAUSE = Duration.ofMillis(200_000 / ORDERS);

    /// For all of them to end.
    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("orderly.patience", 90 + ORDERS / 50));

    private Scale() {}
}
