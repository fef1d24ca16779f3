package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;
import java.time.Instant;

/// The time for an answer has passed.
///
/// @param at when it fell due: a saga that moved on meanwhile has another time, even at the same step and attempt
public record SagaDue(String sagaId, String step, int attempt, Instant at) implements Message {
    @Override
    public String subject() {
        return sagaId;
    }

    @Override
    public String about() {
        return "step " + step;
    }
}
