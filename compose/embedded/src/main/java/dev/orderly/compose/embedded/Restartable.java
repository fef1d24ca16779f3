package dev.orderly.compose.embedded;

import java.util.function.Supplier;

/// A part that can be stopped and started again while the others run.
final class Restartable implements Part {
    private final Supplier<Part> start;
    private Part running = () -> {};

    /// @param start starts the part, and returns when it serves; on the same data each time
    Restartable(Supplier<Part> start) {
        this.start = start;
    }

    Part start() {
        running = start.get();
        return this;
    }

    /// @param meanwhile done while it is down
    void restart(Runnable meanwhile) {
        running.stop();
        meanwhile.run();
        running = start.get();
    }

    @Override
    public void stop() {
        running.stop();
    }
}
