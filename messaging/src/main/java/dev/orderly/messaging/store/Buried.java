package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import java.time.Instant;
import java.util.Optional;

/// A dead letter as it lies in its table.
///
/// @param at when it was buried, the last time
/// @param mended the message that was last handed over instead of what came
/// @param because why it was discarded
public record Buried(
        long id,
        DeadLetter letter,
        Status status,
        Instant at,
        Optional<Instant> resolvedAt,
        String because,
        Optional<Received> mended) {

    /// What was decided about it.
    public enum Status {
        /// Nothing yet, or it has failed again.
        OPEN,
        /// It was handed to the service again.
        REDRIVEN,
        /// It is left out for good.
        DISCARDED
    }

    /// The message as it would be handed over.
    public Received message() {
        return mended.orElse(letter.record());
    }
}
