package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Trace;

/// What a saga's messages are told to be parts of, whoever carries it on: what began it is no longer at hand when a
/// timer does.
///
/// @param correlationId id of the first message
/// @param trace a place in the trace in which it began
public record Story(String correlationId, Trace trace) {

    static Story of(Envelope beginning) {
        return new Story(beginning.correlationId(), beginning.trace());
    }

    /// For a timer whose saga does not know how it began.
    public static Story startedBy(String messageId) {
        return new Story(messageId, Trace.startedBy(messageId));
    }
}
