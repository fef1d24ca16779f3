package dev.orderly.messaging.store;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether a batch is likely to hold messages that were handled before. Mostly none does; and where one does, so do
/// those that follow.
final class Duplicates {
    /// In smaller batches the careful way costs no more than the savepoint that the other needs.
    private static final int WORTH_A_TRY = 64;

    /// A replay goes on for many batches: one failed try in a hundred costs it next to nothing.
    private static final int CAREFUL_BATCHES = 100;

    private final int worthATry;
    private final int carefulBatches;
    private final AtomicInteger left = new AtomicInteger();

    Duplicates() {
        this(WORTH_A_TRY, CAREFUL_BATCHES);
    }

    /// @param worthATry messages from which on a batch is taken for a new one
    /// @param carefulBatches large ones to be careful with after one that held a duplicate
    Duplicates(int worthATry, int carefulBatches) {
        this.worthATry = worthATry;
        this.carefulBatches = carefulBatches;
    }

    /// Counts the batch: asked once for each.
    boolean areToBeExpected(int messages) {
        return messages < worthATry || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    void seen() {
        left.set(carefulBatches);
    }
}
