package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;

/// What waits for its turn: a fact behind an earlier one of its stream, or a dead letter that was redriven.
///
/// @param stream whose lowest number goes first; one of its own for what is not a numbered fact
public record HeldBack(Received record, String stream, long sequence) {}
