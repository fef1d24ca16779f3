package dev.orderly.compose.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// Starts parts side by side, all or none.
final class Parallel {
    // Not virtual ones: what these wait for is mostly processes, which hold a virtual thread's carrier.
    private static final ThreadFactory THREADS =
            Thread.ofPlatform().name("part-", 1).factory();

    private Parallel() {}

    /// Returns when all run. If one does not start, those that did are stopped and its reason is thrown.
    static Part start(List<Callable<Part>> starts) {
        try (var threads = Executors.newThreadPerTaskExecutor(THREADS)) {
            var futures = threads.invokeAll(starts);
            var running = new ArrayList<Part>();
            var reasons = new ArrayList<Throwable>();
            for (var future : futures) {
                if (future.state() == Future.State.SUCCESS) {
                    running.add(future.resultNow());
                } else {
                    reasons.add(future.exceptionNow());
                }
            }
            Part all = () -> stop(running);
            if (!reasons.isEmpty()) {
                all.stop();
                throw reasons.getFirst() instanceof RuntimeException reason
                        ? reason
                        : new IllegalStateException(reasons.getFirst());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void stop(List<Part> parts) {
        try (var threads = Executors.newThreadPerTaskExecutor(THREADS)) {
            for (var part : parts) {
                var _ = threads.submit(part::stop);
            }
        }
    }
}
