package dev.orderly.messaging.event;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes events as records: CloudEvents 1.0 in structured mode. Reading what was written gives an equal
/// event. Thread-safe.
public final class EventWriter {

    /// Value of the record header `content-type`.
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final byte[] CONTENT_TYPE_BYTES = CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII);

    static final JsonMapper MAPPER = StrictJson.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_ABSENT))
            .build();
    private static final ObjectWriter DATA = MAPPER.writer();

    /// The record's value.
    public byte[] value(Event<?> event) {
        try (var bytes = new ByteArrayBuilder();
                var json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            envelope(json, event.envelope());
            json.writeName("data");
            DATA.writeValue(json, event.data());
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        }
    }

    /// The record's key.
    public byte[] key(Event<?> event) {
        return event.subject().getBytes(StandardCharsets.UTF_8);
    }

    /// The record's headers.
    public List<Received.Header> headers(Event<?> event) {
        var trace = event.envelope().trace().traceparent();
        return List.of(
                new Received.Header("content-type", CONTENT_TYPE_BYTES),
                new Received.Header("traceparent", trace.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void envelope(JsonGenerator json, Envelope envelope) {
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", envelope.id());
        json.writeStringProperty("source", envelope.source());
        json.writeStringProperty("type", envelope.type());
        json.writeStringProperty("subject", envelope.subject());
        json.writeStringProperty("time", Timestamps.format(envelope.time()));
        json.writeStringProperty("datacontenttype", "application/json");
        json.writeStringProperty("dataschema", envelope.dataSchema());
        if (envelope.sequence() > 0) {
            json.writeStringProperty("sequence", Long.toString(envelope.sequence()));
        }
        json.writeStringProperty("correlationid", envelope.correlationId());
        optional(json, "causationid", envelope.causationId());
        envelope.saga().ifPresent(saga -> {
            json.writeStringProperty("sagaid", saga.sagaId());
            json.writeStringProperty("sagastep", saga.step());
            json.writeNumberProperty("sagaattempt", saga.attempt());
        });
        json.writeStringProperty("traceparent", envelope.trace().traceparent());
    }

    private static void optional(JsonGenerator json, String name, Optional<String> text) {
        text.ifPresent(value -> json.writeStringProperty(name, value));
    }
}
