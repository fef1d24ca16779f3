package dev.orderly.messaging.event;

import java.time.Instant;
import java.util.Optional;

/// Everything about a message but its data: the CloudEvents 1.0 attributes and our extensions, missing ones filled in.
///
/// @param sequence the aggregate's version, from 1; 0 where the message has none (only facts have one)
/// @param correlationId id of the first message of the story
/// @param causationId id of the message that caused this one
public record Envelope(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String dataSchema,
        long sequence,
        String correlationId,
        Optional<String> causationId,
        Optional<SagaRef> saga,
        Trace trace) {

    /// The same envelope with this subject.
    Envelope about(String subject) {
        return subject.equals(this.subject)
                ? this
                : new Envelope(
                        id, source, type, subject, time, dataSchema, sequence, correlationId, causationId, saga, trace);
    }
}
