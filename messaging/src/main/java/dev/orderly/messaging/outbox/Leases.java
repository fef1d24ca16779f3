package dev.orderly.messaging.outbox;

import java.time.Duration;
import java.util.Optional;

/// Hands out leases.
public interface Leases {

    /// Takes the lease if it is free or expired, or extends it if it is this owner's.
    Optional<Lease> acquire(String name, String owner, Duration time);

    /// Gives it back, so that another need not wait until it expires.
    void release(Lease lease);
}
