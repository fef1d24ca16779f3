package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Note;

/// A saga could not be carried on, by a fault of ours.
record SagaFailed(String sagaId, String fault) implements Note {
    @Override
    public String subject() {
        return sagaId;
    }
}
