package dev.orderly.messaging.store;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether a batch is likely to hold messages that were handled before. Mostly none does; and where some do, so do the
/// batches that follow.
final class Repeats {
    /// In smaller batches the careful way costs no more than the step back that the other needs.
    private static final int MANY = 64;

    private static final int BATCHES = 100;

    private final int many;
    private final int batches;
    private final AtomicInteger careful = new AtomicInteger();

    Repeats() {
        this(MANY, BATCHES);
    }

    /// @param many messages from which on a batch is worth a try
    /// @param batches to be careful with after one in which there were some
    Repeats(int many, int batches) {
        this.many = many;
        this.batches = batches;
    }

    boolean areToBeExpected(int messages) {
        return messages < many || careful.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    void seen() {
        careful.set(batches);
    }
}
