package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;

/// A record that cannot be handled, kept as it came.
///
/// @param stream the facts that it is one of, whose later ones it holds back; empty for what holds back nobody
/// @param attempts how often handling was tried, from 1
/// @param hops how often it came back after it was redriven
public record DeadLetter(Received record, Reason reason, int attempts, int hops, String stream, long sequence) {}
