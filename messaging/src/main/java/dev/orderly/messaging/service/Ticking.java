package dev.orderly.messaging.service;

import java.time.Duration;

/// Does something short again and again, on a thread of its own.
public final class Ticking implements Component {
    private final String name;
    private final Duration pause;
    private final Runnable tick;
    private final Thread loop;

    public Ticking(String name, Duration pause, Runnable tick) {
        this.name = name;
        this.pause = pause;
        this.tick = tick;
        this.loop = Thread.ofVirtual().name(name).unstarted(this::tickOn);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() throws InterruptedException {
        loop.interrupt();
        loop.join();
    }

    private void tickOn() {
        try {
            while (true) {
                Thread.sleep(pause);
                tick.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
