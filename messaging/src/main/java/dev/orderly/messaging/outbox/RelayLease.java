package dev.orderly.messaging.outbox;

import java.time.Duration;
import java.util.Optional;

/// The relay's lease in the hands of another who sends in its place, so that no relay does meanwhile.
public final class RelayLease implements AutoCloseable {
    private static final Duration LEASE = Relay.Limits.DEFAULT.lease();
    private static final Duration RENEWAL = LEASE.dividedBy(3);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Leases leases;
    private final String owner;
    private final Lease held;
    private long renewed = System.nanoTime();

    private RelayLease(Leases leases, String owner, Lease held) {
        this.leases = leases;
        this.owner = owner;
        this.held = held;
    }

    /// Waits until the relay that has it gives it up, or is dead.
    ///
    /// @return none if a relay is at work
    public static Optional<RelayLease> take(Leases leases, String owner) throws InterruptedException {
        var end = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            var won = leases.acquire(Relay.LEASE, owner, LEASE);
            if (won.isPresent()) {
                return Optional.of(new RelayLease(leases, owner, won.get()));
            }
            Thread.sleep(LOOK);
        }
        return Optional.empty();
    }

    /// To be called again and again while sending.
    ///
    /// @return false if another relay has it: nothing more may be sent
    public boolean renew() {
        if (System.nanoTime() - renewed < RENEWAL.toNanos()) {
            return true;
        }
        renewed = System.nanoTime();
        var again = leases.acquire(Relay.LEASE, owner, LEASE).filter(held::equals);
        return again.isPresent();
    }

    @Override
    public void close() {
        leases.release(held);
    }
}
