package dev.orderly.messaging.service;

import java.time.Duration;

/// Makes SIGTERM and SIGINT an orderly stop with exit code 0. The JVM runs shutdown hooks on a signal and
/// would then exit with 143; halting at the end of the hook is the one way to another code that needs no
/// internal API. A second signal changes nothing, since the JVM is shutting down already.
final class StopSignal {
    private static final Duration PATIENCE = Duration.ofMillis(9_500);

    private StopSignal() {}

    static void stops(Lifecycle lifecycle) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            lifecycle.stop("asked by a signal");
            try {
                lifecycle.awaitEnd(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(lifecycle.exitCode().number());
        }));
    }
}
