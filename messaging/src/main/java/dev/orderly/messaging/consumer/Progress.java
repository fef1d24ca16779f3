package dev.orderly.messaging.consumer;

/// What a batch came to, once it is committed.
///
/// @param messages how many were in it
/// @param lastRow the highest outbox id of what follows from it, 0 if nothing does: its offsets are settled
/// when the relay is there
public record Progress(int messages, long lastRow) {}
