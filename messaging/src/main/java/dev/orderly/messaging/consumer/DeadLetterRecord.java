package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.OutboxRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The record that a dead letter becomes: bytes and headers as they came, and behind them where it lay and
/// what is wrong, under the names that Spring Kafka's dead-letter publisher made usual, and our own in plain
/// text. What an operator decides about it becomes another, so that the topic tells the whole history.
///
/// Source: Spring for Apache Kafka, `KafkaHeaders.DLT_*`.
public final class DeadLetterRecord {
    /// What fits into the topic with what is added. More may come: Kafka limits records as they are compressed.
    static final int MOST = 2 * 1024 * 1024 - 64 * 1024;

    /// What leaves room for a mended message, which can be read and so has a limit, and its headers.
    private static final int MOST_KEY = 1024 * 1024;

    static final String TOPIC = "kafka_dlt-original-topic";
    static final String PARTITION = "kafka_dlt-original-partition";
    static final String OFFSET = "kafka_dlt-original-offset";
    static final String TIMESTAMP = "kafka_dlt-original-timestamp";
    static final String EPOCH = "dlt-original-leader-epoch";
    static final String REASON = "dlt-reason";
    static final String DETAIL = "dlt-detail";
    static final String ATTEMPTS = "dlt-attempts";
    static final String HOPS = "dlt-hops";
    static final String STATUS = "dlt-status";
    static final String BECAUSE = "dlt-because";

    private static final String REDRIVEN = "dlt-redriven";
    static final String TOO_LARGE =
            " (it is too large for this topic; its key, headers and value are in the table dead_letters)";

    private DeadLetterRecord() {}

    static OutboxRow of(DeadLetter letter, String service) {
        var record = unmarked(letter.record());
        var fits = size(record) <= MOST;
        var headers = new ArrayList<>(fits ? record.headers() : List.<Header>of());
        headers.addAll(origin(record, service));
        headers.add(text(REASON, letter.reason().code()));
        headers.add(text(DETAIL, letter.reason().detail() + (fits ? "" : TOO_LARGE)));
        headers.add(text(ATTEMPTS, Integer.toString(letter.attempts())));
        headers.add(text(HOPS, Integer.toString(letter.hops())));
        return row(record, service, fits ? record.key() : null, fits ? record.value() : null, headers);
    }

    /// What was decided about a dead letter.
    ///
    /// @param mended the message that is handled instead of what came, where there is one
    /// @param status `redriven` or `discarded`
    /// @param because why it was discarded; empty where nobody was asked
    public static OutboxRow resolved(
            DeadLetter letter, Optional<Received> mended, String status, String because, String service) {
        var record = letter.record();
        var headers = new ArrayList<>(mended.map(Received::headers).orElse(List.of()));
        headers.addAll(origin(record, service));
        headers.add(text(STATUS, status));
        if (!because.isEmpty()) {
            headers.add(text(BECAUSE, because));
        }
        headers.add(text(HOPS, Integer.toString(letter.hops())));
        var key = length(record.key()) <= MOST_KEY ? record.key() : null;
        return row(record, service, key, mended.map(Received::value).orElse(null), headers);
    }

    /// A dead letter's message as it goes to the shelf: it remembers how often it has come back.
    public static Received redriven(Received message, int hops) {
        var headers = new ArrayList<>(message.headers());
        headers.add(text(REDRIVEN, Integer.toString(hops)));
        return message.with(message.value(), headers);
    }

    /// The mark is for the shelf alone: on the topic the message has the headers with which it came.
    private static Received unmarked(Received record) {
        var headers = record.headers();
        return headers.isEmpty() || !headers.getLast().name().equals(REDRIVEN)
                ? record
                : record.with(record.value(), headers.subList(0, headers.size() - 1));
    }

    private static List<Header> origin(Received record, String service) {
        return List.of(
                text(TOPIC, record.topic()),
                new Header(
                        PARTITION,
                        number(Integer.BYTES).putInt(record.partition()).array()),
                new Header(OFFSET, number(Long.BYTES).putLong(record.offset()).array()),
                new Header(
                        TIMESTAMP,
                        number(Long.BYTES)
                                .putLong(record.appended().toEpochMilli())
                                .array()),
                text("kafka_dlt-original-timestamp-type", "LogAppendTime"),
                text("kafka_dlt-original-consumer-group", service),
                text(EPOCH, Integer.toString(record.leaderEpoch())));
    }

    /// A record of the topic, for the outbox to have it again.
    public static OutboxRow kept(Received told, Received original) {
        var place = original.place();
        return new OutboxRow(
                true, told.topic(), told.key(), told.value(), told.headers(), place, "dead-letter", place, 0, "");
    }

    private static OutboxRow row(
            Received record, String service, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        return new OutboxRow(
                true, service + "-dlt", key, value, headers, record.place(), "dead-letter", record.place(), 0, "");
    }

    /// How often this record was redriven before, as its own headers tell.
    static int hops(Received record) {
        return record.headers().stream()
                .filter(h -> h.name().equals(HOPS) || h.name().equals(REDRIVEN))
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
