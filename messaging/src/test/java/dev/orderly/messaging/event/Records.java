package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Records to read, as a broker would hand them over.
final class Records {
    static final UUID TOPIC_ID = new UUID(0x1234, 0x5678);
    static final Instant APPENDED = Instant.parse("2026-11-21T10:24:31.120Z");

    private Records() {}

    static Received command(String value) {
        return record("parcel-commands", value);
    }

    static Received fact(String value) {
        return record("parcel-events", value);
    }

    static Received record(String topic, String value) {
        return new Received(topic, TOPIC_ID, 3, 42, 0, APPENDED, null, utf8(value), List.of());
    }

    static Received keyed(Received record, String key) {
        return new Received(
                record.topic(),
                record.topicId(),
                record.partition(),
                record.offset(),
                record.leaderEpoch(),
                record.appended(),
                utf8(key),
                record.value(),
                record.headers());
    }

    static Received valued(Received record, byte[] value) {
        return new Received(
                record.topic(),
                record.topicId(),
                record.partition(),
                record.offset(),
                record.leaderEpoch(),
                record.appended(),
                record.key(),
                value,
                record.headers());
    }

    static Received headed(Received record, String name, String value) {
        var header = new Received.Header(name, utf8(value));
        return new Received(
                record.topic(),
                record.topicId(),
                record.partition(),
                record.offset(),
                record.leaderEpoch(),
                record.appended(),
                record.key(),
                record.value(),
                Stream.concat(record.headers().stream(), Stream.of(header)).toList());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
