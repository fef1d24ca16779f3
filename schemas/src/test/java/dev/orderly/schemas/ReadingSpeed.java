package dev.orderly.schemas;

import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.EventWriter;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// How fast an order is read and written, on one core. Run by hand; prints thousands a second.
final class ReadingSpeed {
    private static final int ROUNDS = 8;
    private static final int READS = 200_000;
    private static final String VALUE = """
            {"specversion":"1.0","id":"0193a1f2-7c3b-7d0a-9a55-6f7264657201","source":"/orderly/order-service",\
            "type":"order.place","subject":"o-1042","time":"2026-11-21T10:24:31.120000Z",\
            "datacontenttype":"application/json","dataschema":"urn:orderly:order.place:1",\
            "correlationid":"0193a1f2-7c3b-7d0a-9a55-6f7264657201",\
            "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",\
            "data":{"orderId":"o-1042","userId":"ada","currency":"EUR","lines":[\
            {"sku":"85123A","quantity":6,"unitPrice":255},{"sku":"71053","quantity":6,"unitPrice":339}]}}""";

    private ReadingSpeed() {}

    public static void main(String[] args) {
        var reader = new EventReader(List.of(Topics.ORDER_COMMANDS));
        var writer = new EventWriter();
        var value = VALUE.getBytes(StandardCharsets.UTF_8);
        var record = new Received(
                "order-commands",
                new UUID(1, 2),
                3,
                42,
                Received.NO_EPOCH,
                Instant.EPOCH,
                "o-1042".getBytes(StandardCharsets.UTF_8),
                value,
                List.of());
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            var last = reader.read(record);
            for (var i = 1; i < READS; i++) {
                last = reader.read(record);
            }
            var read = System.nanoTime();
            var event = ((Reading.Valid) last).event();
            var bytes = 0L;
            for (var i = 0; i < READS; i++) {
                bytes += writer.value(event).length;
            }
            var written = System.nanoTime();
            System.out.printf(
                    "%d bytes: %,d reads/ms, %,d writes/ms%n",
                    bytes / READS, 1_000_000L * READS / (read - start), 1_000_000L * READS / (written - read));
        }
    }
}
