package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.OutboxRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The record that a dead letter becomes: bytes and headers as they came, and behind them where it lay and
/// what is wrong, under the names that Spring Kafka's dead-letter publisher made usual, and our own in plain
/// text.
///
/// Source: Spring for Apache Kafka, `KafkaHeaders.DLT_*`.
final class DeadLetterRecord {
    /// What fits into the topic with what is added. More may come: Kafka limits records as they are compressed.
    static final int MOST = 2 * 1024 * 1024 - 64 * 1024;

    private static final String TOO_LARGE =
            " (it is too large for this topic; its key, headers and value are in the table dead_letters)";

    private DeadLetterRecord() {}

    static OutboxRow of(DeadLetter letter, String service) {
        var record = letter.record();
        var fits = size(record) <= MOST;
        var headers = new ArrayList<>(fits ? record.headers() : List.<Header>of());
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
        headers.add(text("dlt-detail", letter.reason().detail() + (fits ? "" : TOO_LARGE)));
        headers.add(text("dlt-attempts", Integer.toString(letter.attempts())));
        headers.add(text("dlt-hops", Integer.toString(letter.hops())));
        return new OutboxRow(
                false,
                service + "-dlt",
                fits ? record.key() : null,
                fits ? record.value() : null,
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

    private static long size(Received record) {
        var size = length(record.key()) + length(record.value());
        for (var header : record.headers()) {
            size += 3L * header.name().length() + length(header.value()) + 2 * Integer.BYTES;
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Header text(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
