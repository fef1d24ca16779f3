package dev.orderly.messaging.service;

import dev.orderly.messaging.telemetry.Health;
import java.time.Duration;
import java.util.function.Consumer;

/// Starts a component as soon as what it depends on answers: tries in the background, at growing distances, for as long
/// as it takes. Meanwhile the service is live but not ready, and says so once.
public final class Trying implements Component {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String dependency;
    private final Component component;
    private final Health health;
    private final Consumer<Failure> onFailure;
    private final Thread loop;
    private volatile boolean isStarted;

    /// @param dependency as health names it
    /// @param component whose start throws while the dependency is away, and a [Failure] if it can never work
    public Trying(String dependency, Component component, Health health, Consumer<Failure> onFailure) {
        this.dependency = dependency;
        this.component = component;
        this.health = health;
        this.onFailure = onFailure;
        this.loop = Thread.ofVirtual().name("trying " + dependency).unstarted(this::tryOn);
    }

    @Override
    public String name() {
        return component.name();
    }

    @Override
    public void start() {
        health.expect(dependency);
        loop.start();
    }

    @Override
    public void stop() throws Exception {
        loop.interrupt();
        loop.join();
        if (isStarted) {
            component.stop();
        }
    }

    private void tryOn() {
        try {
            for (var pause = FIRST_PAUSE; !isStarted; pause = longer(pause)) {
                if (!tryOnce()) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Failure failure) {
            onFailure.accept(failure);
        }
    }

    private boolean tryOnce() throws InterruptedException {
        try {
            component.start();
            isStarted = true;
            health.up(dependency);
            return true;
        } catch (InterruptedException | Failure e) {
            throw e;
        } catch (Exception e) {
            health.down(dependency, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
