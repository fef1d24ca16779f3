package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message on its way to Kafka, as bytes: what the relay sends is what was decided.
///
/// @param fact whether it is kept for ever, as facts are and what became of dead letters; all else is dropped
///     after 30 days
/// @param sequence the aggregate's version; 0 where the message has none
public record OutboxRow(
        boolean fact,
        String topic,
        byte @Nullable [] key,
        byte @Nullable [] payload,
        List<Header> headers,
        String messageId,
        String type,
        String subject,
        long sequence,
        String causationId) {}
