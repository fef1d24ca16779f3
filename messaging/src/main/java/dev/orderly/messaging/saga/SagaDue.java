package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;

/// The time for an answer has passed.
record SagaDue(String sagaId, String step, int attempt) implements Message {
    @Override
    public String subject() {
        return sagaId;
    }

    @Override
    public String about() {
        return "step " + step;
    }
}
