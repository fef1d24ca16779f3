package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.Child;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reads what a child prints and waits for the line that says it is ready; the last line before says why it is not.
final class ReadyLine implements Consumer<String> {
    private static final long LOOK_MILLIS = 200;

    private final String ready;
    private final CountDownLatch seen = new CountDownLatch(1);
    private volatile String last = "it printed nothing";

    ReadyLine(String ready) {
        this.ready = ready;
    }

    @Override
    public void accept(String line) {
        if (line.equals(ready)) {
            seen.countDown();
        } else if (!line.isBlank()) {
            last = line;
        }
    }

    /// False if the child ended before, or took longer than `limit`.
    boolean await(Child child, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        try {
            while (child.isAlive() && System.nanoTime() < deadline) {
                if (seen.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return seen.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); // what it said at the end may be on its way still
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String last() {
        return last;
    }
}
