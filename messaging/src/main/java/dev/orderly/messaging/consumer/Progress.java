package dev.orderly.messaging.consumer;

/// What a batch came to, once it is committed.
///
/// @param messages how many were in it
/// @param lastRow the highest outbox id that it wrote, 0 if it wrote none: its offsets are settled when the relay is
/// there
public record Progress(int messages, long lastRow) {}
