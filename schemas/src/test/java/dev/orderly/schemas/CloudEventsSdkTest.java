package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.EventWriter;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.schemas.Contract.Carried;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What we write, the CloudEvents SDK reads; what it writes, in either mode, we read.
final class CloudEventsSdkTest {
    private static final EventReader READER = new EventReader(Topics.ALL);
    private static final EventWriter WRITER = new EventWriter();

    static Stream<Carried> carried() {
        return Contract.carried();
    }

    @ParameterizedTest
    @MethodSource("carried")
    void the_sdk_reads_what_we_write(Carried carried) {
        for (var event : events(carried)) {
            var read = theirs(carried.topic().name(), event);
            assertThat(read.getId()).isEqualTo(event.id());
            assertThat(read.getSource()).hasToString(event.envelope().source());
            assertThat(read.getType()).isEqualTo(event.type());
            assertThat(read.getSubject()).isEqualTo(event.subject());
            assertThat(read.getTime().toInstant()).isEqualTo(event.envelope().time());
            assertThat(read.getDataSchema()).hasToString(event.envelope().dataSchema());
            assertThat(read.getExtension("correlationid"))
                    .isEqualTo(event.envelope().correlationId());
            assertThat(read.getExtension("sequence"))
                    .isEqualTo(event.sequence() == 0 ? null : Long.toString(event.sequence()));
        }
    }

    @ParameterizedTest
    @MethodSource("carried")
    void we_read_what_the_sdk_writes_in_both_modes(Carried carried) {
        var modes = List.of(
                Map.of(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY),
                Map.of(
                        CloudEventSerializer.ENCODING_CONFIG,
                        Encoding.STRUCTURED,
                        CloudEventSerializer.EVENT_FORMAT_CONFIG,
                        JsonFormat.CONTENT_TYPE));
        for (var mode : modes) {
            for (var event : events(carried)) {
                var headers = new RecordHeaders();
                assertThat(read(carried, written(theirs(carried.topic().name(), event), mode, headers), headers))
                        .isEqualTo(event);
            }
        }
    }

    private static List<? extends Event<?>> events(Carried carried) {
        return Contract.examples(carried.type().name()).stream()
                .map(file -> ((Reading.Valid)
                                READER.read(Contract.record(carried.topic().name(), Contract.bytes(file))))
                        .event())
                .toList();
    }

    private static CloudEvent theirs(String topic, Event<?> event) {
        var headers = new RecordHeaders();
        WRITER.headers(event).forEach(header -> headers.add(header.name(), header.value()));
        try (var deserializer = new CloudEventDeserializer()) {
            return deserializer.deserialize(topic, headers, WRITER.value(event));
        }
    }

    private static byte[] written(CloudEvent event, Map<String, ?> mode, Headers headers) {
        try (var serializer = new CloudEventSerializer()) {
            serializer.configure(mode, false);
            return serializer.serialize("any", headers, event);
        }
    }

    private static Event<?> read(Carried carried, byte[] value, Headers headers) {
        var ours = Stream.of(headers.toArray())
                .map(header -> new Received.Header(header.key(), header.value()))
                .toList();
        var record = new Received(carried.topic().name(), new UUID(1, 2), 3, 42, 0, Instant.EPOCH, null, value, ours);
        var reading = READER.read(record);
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).event();
    }
}
