package dev.orderly.messaging.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes on when a test says so.
public final class SettableTime implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-21T10:24:31.120Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void passes(Duration time) {
        now = now.plus(time);
    }
}
