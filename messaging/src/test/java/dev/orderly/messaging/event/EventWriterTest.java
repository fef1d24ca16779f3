package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orderly.messaging.event.Parcels.ParcelSent;
import dev.orderly.messaging.event.Parcels.SendParcel;
import dev.orderly.messaging.event.Parcels.Stop;
import dev.orderly.messaging.event.Parcels.Way;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventWriterTest {
    private static final EventReader READER = new EventReader(List.of(Parcels.COMMANDS, Parcels.EVENTS));
    private static final EventWriter WRITER = new EventWriter();
    private static final Trace TRACE = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    @Test
    void attributes_come_in_the_contracts_order_and_only_those_that_are_there() {
        var fact = new Event<>(
                envelope("m-1", "parcel.sent", "p-1", 3, Optional.empty(), Optional.empty()),
                new ParcelSent("p-1", Way.BY_AIR));
        assertThat(new String(WRITER.value(fact), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"m-1\",\"source\":\"/orderly/parcels\",\"type\":\"parcel.sent\","
                                + "\"subject\":\"p-1\",\"time\":\"2026-11-21T10:24:31.120000Z\","
                                + "\"datacontenttype\":\"application/json\",\"dataschema\":\"urn:orderly:parcel.sent:1\","
                                + "\"sequence\":\"3\",\"correlationid\":\"c-1\","
                                + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\","
                                + "\"data\":{\"parcelId\":\"p-1\",\"by\":\"by-air\"}}");
    }

    @Test
    void key_and_headers_say_what_the_envelope_says() {
        var fact = new Event<>(
                envelope("m-1", "parcel.sent", "p-1", 3, Optional.empty(), Optional.empty()),
                new ParcelSent("p-1", Way.BY_AIR));
        assertThat(WRITER.key(fact)).isEqualTo(Records.utf8("p-1"));
        assertThat(WRITER.headers(fact))
                .extracting(Received.Header::name, header -> new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly(
                        tuple("content-type", "application/cloudevents+json"),
                        tuple("traceparent", TRACE.traceparent()));
    }

    @Test
    void what_was_written_is_read_again() {
        var random = new Random(42);
        for (var i = 0; i < 2_000; i++) {
            var event = random.nextBoolean() ? command(random) : fact(random);
            var topic = event.data() instanceof Fact ? "parcel-events" : "parcel-commands";
            var record = Records.valued(Records.record(topic, ""), WRITER.value(event));
            assertThat(READER.read(record))
                    .isInstanceOfSatisfying(
                            Reading.Valid.class,
                            valid -> assertThat(valid.event()).isEqualTo(event));
        }
    }

    private static Event<?> command(Random random) {
        var stops = Stream.generate(() -> new Stop(text(random, 1, 30)))
                .limit(random.nextInt(4))
                .toList();
        var note = random.nextBoolean() ? Optional.<String>empty() : Optional.of(text(random, 0, 20));
        var data = new SendParcel("p-" + random.nextInt(), random.nextInt(1, 30_001), "USD", note, stops);
        var saga = random.nextBoolean()
                ? Optional.<SagaRef>empty()
                : Optional.of(new SagaRef(text(random, 1, 64), text(random, 1, 64), random.nextInt(1, 100)));
        return new Event<>(
                envelope(text(random, 1, 200), "parcel.send", data.parcelId(), 0, Optional.empty(), saga), data);
    }

    private static Event<?> fact(Random random) {
        var data = new ParcelSent("p-" + random.nextInt(), random.nextBoolean() ? Way.ON_FOOT : Way.BY_AIR);
        var cause = Optional.of(text(random, 1, 200));
        var sequence = random.nextLong(1, 1_000_000_000_000L);
        return new Event<>(
                envelope(text(random, 1, 200), "parcel.sent", data.parcelId(), sequence, cause, Optional.empty()),
                data);
    }

    private static Envelope envelope(
            String id, String type, String subject, long sequence, Optional<String> cause, Optional<SagaRef> saga) {
        return new Envelope(
                id,
                "/orderly/parcels",
                type,
                subject,
                Instant.parse("2026-11-21T10:24:31.120Z"),
                "urn:orderly:" + type + ":1",
                sequence,
                "c-1",
                cause,
                saga,
                TRACE);
    }

    /// Text with everything that JSON has to escape or encode, counted in characters of a Java string.
    private static String text(Random random, int shortest, int longest) {
        var alphabet = List.of("a", "Z", "0", "\"", "\\", "/", "\n", "\t", "\u0001", "\u007f", "ü", "€", "\u2028");
        var text = new StringBuilder(random.nextInt(4) == 0 && longest > 1 ? "😀" : "a");
        for (var length = random.nextInt(shortest, longest + 1); text.length() < length; ) {
            text.append(alphabet.get(random.nextInt(alphabet.size())));
        }
        return text.toString();
    }
}
