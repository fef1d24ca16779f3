package dev.orderly.messaging.event;

import java.util.Optional;

/// What reading a record came to. Reading never throws for what a record holds.
public sealed interface Reading {

    /// @param contentHash SHA-256 over type, subject and canonical data: equal for equal content, whatever the spelling
    record Valid(Event<?> event, byte[] contentHash) implements Reading {}

    /// A well-formed envelope of a type that the topic does not carry: counted and skipped, its sequence counts as
    /// seen.
    record Unknown(Envelope envelope) implements Reading {}

    /// @param envelope what could be read of the envelope, where enough of it was there to know subject and sequence
    record Malformed(Reason reason, Optional<Envelope> envelope) implements Reading {}
}
