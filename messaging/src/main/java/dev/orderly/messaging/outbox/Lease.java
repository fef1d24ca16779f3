package dev.orderly.messaging.outbox;

/// The right to do what only one instance may do, until it expires. Who writes under a lease checks its epoch in the
/// same statement, since a process that was paused does not know that it has lost it.
///
/// @param epoch the fencing token: higher with each new owner
public record Lease(String name, String owner, long epoch) {}
