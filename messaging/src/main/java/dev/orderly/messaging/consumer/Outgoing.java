package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import java.util.Optional;

/// A command or an answer to be sent.
///
/// @param saga the step that asks, or the one that is answered
public record Outgoing(Message data, Optional<SagaRef> saga) {

    public static Outgoing of(Message data) {
        return new Outgoing(data, Optional.empty());
    }
}
