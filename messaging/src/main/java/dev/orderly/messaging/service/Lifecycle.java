package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Starts components in order, waits until it is told to stop, and stops them in reverse, within a time.
public final class Lifecycle {
    private static final End NOT_ENDED = new End("", Optional.empty());

    private final Telemetry telemetry;
    private final InstantSource time;
    private final Duration stopWithin;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param stopWithin how long all components together may take to stop; one may take half of what is left
    public Lifecycle(Telemetry telemetry, InstantSource time, Duration stopWithin) {
        this.telemetry = telemetry;
        this.time = time;
        this.stopWithin = stopWithin;
    }

    private record End(String why, Optional<Failure> failure) {}

    /// Runs from start to stop, once.
    ///
    /// @param onStarted called when all are started
    /// @return why it failed; empty if it was told to stop
    public Optional<Failure> run(List<Component> components, Runnable onStarted) throws InterruptedException {
        var started = new ArrayDeque<Component>();
        start(components, started);
        if (!end.isDone()) {
            onStarted.run();
        }
        var reason = end.join();
        var begin = time.instant();
        telemetry.emit(new Signal.Stopping(reason.why()));
        stopAll(started, begin.plus(stopWithin));
        telemetry.emit(new Signal.Stopped(Duration.between(begin, time.instant())));
        ended.countDown();
        return reason.failure();
    }

    /// Asks for the stop; returns at once. Asked again, it changes nothing.
    public void stop(String why) {
        end.complete(new End(why, Optional.empty()));
    }

    /// Ends the service because it can never work as things are.
    public void fail(Failure failure) {
        end.complete(new End(String.valueOf(failure.getMessage()), Optional.of(failure)));
    }

    /// Whether everything is stopped; waits for it at most for the given time.
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What the process should exit with, so far.
    public ExitCode exitCode() {
        return end.getNow(NOT_ENDED).failure().map(Failure::code).orElse(ExitCode.DONE);
    }

    private void start(List<Component> components, Deque<Component> started) {
        for (var component : components) {
            if (end.isDone()) {
                return;
            }
            started.push(component);
            try {
                component.start();
            } catch (Failure failure) {
                fail(failure);
            } catch (Exception e) {
                telemetry.emit(new Signal.LoopFailed("start of " + component.name(), e));
                fail(new Failure(ExitCode.FAILED, component.name() + " does not start: " + e));
            }
        }
    }

    private void stopAll(Deque<Component> started, Instant until) throws InterruptedException {
        for (var component : started) {
            var left = Duration.between(time.instant(), until);
            stop(component, left.isNegative() ? Duration.ZERO : left.dividedBy(2));
        }
    }

    private void stop(Component component, Duration atMost) throws InterruptedException {
        var stopper = Thread.ofVirtual().name("stop " + component.name()).start(() -> {
            try {
                component.stop();
            } catch (Exception e) {
                telemetry.emit(new Signal.StopOverdue(component.name(), Causes.told(e)));
            }
        });
        if (!stopper.join(atMost)) {
            telemetry.emit(new Signal.StopOverdue(component.name(), "no end after " + atMost.toMillis() + " ms"));
            stopper.interrupt();
        }
    }
}
