package dev.orderly.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that passes when a test says so.
final class SettableClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }
}
