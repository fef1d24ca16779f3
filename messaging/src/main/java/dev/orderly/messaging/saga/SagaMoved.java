package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Note;
import java.time.Duration;
import java.util.Optional;

/// A saga took a step. It is no fact of the business: the steps' own facts are, and tell as much.
///
/// @param state where it stands now; new lines of its timeline have no time yet
/// @param dueIn how long an answer may take
record SagaMoved(SagaState state, Optional<Duration> dueIn) implements Note {
    @Override
    public String subject() {
        return state.sagaId();
    }
}
