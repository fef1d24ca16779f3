package dev.orderly.messaging.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Kafka record as it was read, nothing interpreted.
///
/// @param topicId Kafka's id of the topic, which tells a topic from another of the same name that was there before
/// @param appended the broker's append time
/// @param key the key's bytes; null where the record has none
/// @param value the value's bytes; null where the record has none
public record Received(
        String topic,
        UUID topicId,
        int partition,
        long offset,
        Instant appended,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /// A record header; names may repeat.
    public record Header(String name, byte @Nullable [] value) {}

    /// `topic:partition:offset`, by which dead letters are named.
    public String place() {
        return topic + ":" + partition + ":" + offset;
    }
}
