package dev.orderly.messaging.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Leases in memory, by one clock for all.
public final class MemoryLeases implements Leases {
    private record Held(Lease lease, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Held> held = new HashMap<>();

    public MemoryLeases(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Lease> acquire(String name, String owner, Duration time) {
        var now = clock.instant();
        var before = held.get(name);
        var isOver = before == null || !before.until().isAfter(now);
        if (!isOver && !before.lease().owner().equals(owner)) {
            return Optional.empty();
        }
        var epoch = before == null
                ? 1
                : isOver ? before.lease().epoch() + 1 : before.lease().epoch();
        var lease = new Lease(name, owner, epoch);
        held.put(name, new Held(lease, now.plus(time)));
        return Optional.of(lease);
    }

    @Override
    public synchronized void release(Lease lease) {
        if (isHeld(lease)) {
            held.put(lease.name(), new Held(lease, clock.instant()));
        }
    }

    /// Whether nobody took it since; it may have expired.
    synchronized boolean isHeld(Lease lease) {
        var now = held.get(lease.name());
        return now != null && now.lease().equals(lease);
    }
}
