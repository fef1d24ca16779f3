package dev.orderly.messaging.outbox;

import dev.orderly.messaging.telemetry.SettableTime;
import java.time.Duration;

class MemoryLeasesTest extends LeasesContract {
    private final SettableTime clock = new SettableTime();
    private final Leases leases = new MemoryLeases(clock);

    @Override
    Leases leases() {
        return leases;
    }

    @Override
    void expire(String lease) {
        clock.passes(Duration.ofHours(1));
    }
}
