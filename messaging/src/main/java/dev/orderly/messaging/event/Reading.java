package dev.orderly.messaging.event;

import java.util.List;
import java.util.Optional;

/// What reading a record came to. Reading never throws for what a record holds.
public sealed interface Reading {

    /// The envelope, as far as there is one.
    default Optional<Envelope> anyEnvelope() {
        return switch (this) {
            case Valid(var event, byte[] _) -> Optional.of(event.envelope());
            case Unknown(var envelope, var _) -> Optional.of(envelope);
            case Malformed(var _, var _, var envelope) -> envelope;
            case Passed() -> Optional.empty();
        };
    }

    /// @param contentHash SHA-256 over type, subject and canonical data: equal for equal content, whatever the spelling
    record Valid(Event<?> event, byte[] contentHash) implements Reading {}

    /// A message of a type that the topic does not carry: counted and skipped, its sequence counts as seen.
    ///
    /// @param envelope its subject is empty where neither the envelope nor the key names an aggregate
    /// @param known the types that the topic carries
    record Unknown(Envelope envelope, List<String> known) implements Reading {
        public Unknown {
            known = List.copyOf(known);
        }
    }

    /// Of no concern to the reader, such as a fact of its own that came back: not looked at any further.
    record Passed() implements Reading {}

    /// @param type empty where it cannot be told
    /// @param envelope where enough of it was there to know whose it is and which: id, source, subject and sequence
    ///     are right, and the sequence is 0 on commands; the rest is filled in
    record Malformed(Reason reason, String type, Optional<Envelope> envelope) implements Reading {}
}
