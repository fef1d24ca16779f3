package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.OutboxRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// The record that a dead letter becomes: bytes and headers as they came, and behind them where it lay and what is
/// wrong,
/// under the names that Spring Kafka's dead-letter publisher made usual, and our own in plain text.
/// Source: Spring for Apache Kafka, `KafkaHeaders.DLT_*`.
final class DeadLetterRecord {
    private DeadLetterRecord() {}

    static OutboxRow of(DeadLetter letter, String service) {
        var record = letter.record();
        var headers = new ArrayList<>(record.headers());
        headers.add(text("kafka_dlt-original-topic", record.topic()));
        headers.add(new Header(
                "kafka_dlt-original-partition",
                number(Integer.BYTES).putInt(record.partition()).array()));
        headers.add(new Header(
                "kafka_dlt-original-offset",
                number(Long.BYTES).putLong(record.offset()).array()));
        headers.add(new Header(
                "kafka_dlt-original-timestamp",
                number(Long.BYTES).putLong(record.appended().toEpochMilli()).array()));
        headers.add(text("kafka_dlt-original-timestamp-type", "LogAppendTime"));
        headers.add(text("kafka_dlt-original-consumer-group", service));
        headers.add(text("dlt-reason", letter.reason().code()));
        headers.add(text("dlt-detail", letter.reason().detail()));
        headers.add(text("dlt-attempts", Integer.toString(letter.attempts())));
        headers.add(text("dlt-hops", Integer.toString(letter.hops())));
        return new OutboxRow(
                false,
                service + "-dlt",
                record.key(),
                record.value(),
                headers,
                record.place(),
                "dead-letter",
                record.place(),
                0,
                "");
    }

    /// How often this record was redriven before, as its own headers tell.
    static int hops(Received record) {
        return record.headers().stream()
                .filter(h -> h.name().equals("dlt-hops"))
                .map(DeadLetterRecord::hops)
                .reduce(0, Math::max);
    }

    private static int hops(Header header) {
        var value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return value.matches("[0-9]{1,4}") ? Integer.parseInt(value) + 1 : 0;
    }

    private static Header text(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
