package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.process.Child;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Keeps one service running: started again a second after it died, left alone once it was stopped, until it is
/// asked for.
final class Supervisor {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration START = Duration.ofSeconds(10);
    /// Less than whoever asked waits.
    private static final Duration STARTING = Duration.ofSeconds(45);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServiceSpec service;
    private final Supplier<Child> start;
    private final Duration patience;
    private final Health health;
    private final Requests requests;
    private final Announcements announcements;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean wasReady;

    Supervisor(
            ServiceSpec service,
            Supplier<Child> start,
            Duration patience,
            Health health,
            Requests requests,
            Announcements announcements) {
        this.service = service;
        this.start = start;
        this.patience = patience;
        this.health = health;
        this.requests = requests;
        this.announcements = announcements;
    }

    ServiceSpec service() {
        return service;
    }

    /// Begins in a thread of its own.
    void begin() {
        requests.clear();
        Thread.ofVirtual().name(service.name() + "-supervisor").start(this::run);
    }

    /// Waits until the service was ready or stopped for the first time, or we are closing; true if it was ready.
    boolean awaitSettled() throws InterruptedException {
        settled.await();
        return wasReady;
    }

    /// Stops the service and watches it no more.
    void close() throws InterruptedException {
        closing.countDown();
        closed.await();
    }

    private void run() {
        try {
            while (!isClosing()) {
                switch (untilEnd(start.get())) {
                    case DIED -> closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    case STOPPED -> awaitStartRequest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            settled.countDown();
            closed.countDown();
        }
    }

    private ServiceEnd untilEnd(Child child) throws InterruptedException {
        var begun = System.nanoTime();
        var ready = false;
        while (!child.endsWithin(LOOK)) {
            if (isClosing() || requests.stop()) {
                child.stop(patience);
            } else if (!ready || requests.start()) {
                ready = settle(ready, Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return ended(child);
    }

    /// Tells whoever waits for this start how it went. A service that waits for its operator may never become
    /// ready, and one that was may cease to be. One for which nothing has failed yet is waited for longer.
    ///
    /// @param age of the process
    /// @param wasReadyBefore when it was asked last
    /// @return whether it is ready
    private boolean settle(boolean wasReadyBefore, Duration age) throws InterruptedException {
        var answer = health.of(service);
        if (answer.filter(Health.Answer::isReady).isPresent()) {
            wasReady = true;
            if (!wasReadyBefore) {
                announcements.ready(service);
            }
            requests.started();
            settled.countDown();
            return true;
        }
        if (answer.isPresent() && requests.start() && age.compareTo(START) > 0) {
            var unready = Unready.of(answer.get().text());
            if (!unready.isStarting() || requests.sinceRequest().compareTo(STARTING) > 0) {
                requests.startedUnready(unready.lines());
            }
        }
        return false;
    }

    private ServiceEnd ended(Child child) throws InterruptedException {
        var code = child.exitCode();
        var end = isClosing() || requests.stop() ? ServiceEnd.STOPPED : ServiceEnd.of(code);
        if (!isClosing()) {
            announcements.ended(service, end, code);
        }
        if (end == ServiceEnd.STOPPED) {
            settled.countDown();
        }
        requests.stopped();
        return end;
    }

    private void awaitStartRequest() throws InterruptedException {
        while (!requests.start() && !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            requests.stopped();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
