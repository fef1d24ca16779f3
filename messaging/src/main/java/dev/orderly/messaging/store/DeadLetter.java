package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;

/// A record that cannot be handled, kept as it came.
///
/// @param type of the message; `?` where it cannot be told
/// @param subject the id of the aggregate that it is about; empty where it cannot be told
/// @param stream the facts that it is one of, whose later ones it holds back; empty for what holds back nobody
/// @param attempts how often handling was tried, from 1
/// @param hops how often it came back after it was redriven
public record DeadLetter(
        Received record,
        String type,
        String subject,
        Reason reason,
        int attempts,
        int hops,
        String stream,
        long sequence) {}
