package dev.orderly.messaging.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Kafka record as it was read, nothing interpreted.
///
/// @param topicId Kafka's id of the topic, which tells a topic from another of the same name that was there before
/// @param leaderEpoch of the partition's leader that appended it: an offset that was lost and given again has a
///     higher one; [#NO_EPOCH] where Kafka tells none
/// @param appended the broker's append time
/// @param key the key's bytes; null where the record has none
/// @param value the value's bytes; null where the record has none
public record Received(
        String topic,
        UUID topicId,
        int partition,
        long offset,
        int leaderEpoch,
        Instant appended,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {
    public static final int NO_EPOCH = -1;

    /// A record header; names may repeat.
    public record Header(String name, byte @Nullable [] value) {}

    /// `topic:partition:offset`, by which dead letters are named.
    public String place() {
        return topic + ":" + partition + ":" + offset;
    }

    /// A record at the same place, with another value and other headers.
    public Received with(byte @Nullable [] value, List<Header> headers) {
        return new Received(topic, topicId, partition, offset, leaderEpoch, appended, key, value, headers);
    }
}
