package dev.orderly.messaging.replay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, or SIGTERM, asks for an end after the batch under way; the process ends when that has come.
final class Interrupt implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("interrupt").unstarted(this::ask);
    private volatile boolean isAsked;

    private Interrupt() {}

    static Interrupt watched() {
        var interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    boolean isAsked() {
        return isAsked;
    }

    private void ask() {
        isAsked = true;
        try {
            var _ = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!isAsked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
