package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;

/// A fact that waits for an earlier one of its stream.
public record HeldBack(Received record, String stream, long sequence) {}
