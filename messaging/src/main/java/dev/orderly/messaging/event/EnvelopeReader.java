package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The envelope of one record from its attributes, missing ones filled in.
record EnvelopeReader(Attributes attributes, Received record) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

    /// Whether the text may be the id of an aggregate.
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// The whole envelope, every attribute checked; its subject is empty where the attributes have none.
    Envelope whole(MessageType<?> type, String schema) {
        expect("specversion", "`1.0`", "1.0"::equals);
        var id = id();
        var source = source();
        var subject = attributes.name("subject").orElse("");
        var time = time();
        expect("datacontenttype", "`application/json`", EnvelopeReader::isJson);
        var sequence = type.isFact() ? sequence() : 0;
        var correlation = attributes.name("correlationid").orElse(id);
        var causation = attributes.name("causationid");
        return new Envelope(
                id, source, type.name(), subject, time, schema, sequence, correlation, causation, saga(), trace(id));
    }

    /// The envelope of a message that will not be handled: what tells it from others and puts it into its place. The
    /// subject is empty where neither attributes nor key name one.
    ///
    /// @param numbered whether a sequence means something: not on commands
    Envelope partial(String type, boolean numbered) {
        var id = id();
        var subject = attributes.text("subject").filter(EnvelopeReader::isId).orElseGet(this::key);
        return new Envelope(
                id,
                source(),
                type,
                subject,
                record.appended(),
                "urn:orderly:" + type + ":1",
                numbered ? sequence() : 0,
                id,
                Optional.empty(),
                Optional.empty(),
                trace(id));
    }

    String id() {
        return attributes.name("id").orElseGet(() -> Ids.of(record).toString());
    }

    String source() {
        return attributes.name("source").orElseGet(() -> "/kafka/" + record.topic());
    }

    private long sequence() {
        expect(
                "sequence",
                "digits from \"1\", as a string",
                text -> SEQUENCE.matcher(text).matches());
        return attributes.text("sequence").map(Long::parseLong).orElse(0L);
    }

    private Instant time() {
        var text = attributes.text("time");
        if (text.isEmpty()) {
            return record.appended();
        }
        return Timestamps.parse(text.get())
                .orElseThrow(() -> Attributes.wrong("time", "as RFC 3339 has it, like 2026-11-21T10:24:31.120Z"));
    }

    /// All three attributes, or none: a part of them names no step that an answer could be for.
    private Optional<SagaRef> saga() {
        var saga = attributes.name("sagaid");
        var step = attributes.name("sagastep");
        var attempt = attributes.number("sagaattempt");
        return saga.isPresent() && step.isPresent() && attempt.isPresent()
                ? Optional.of(new SagaRef(saga.get(), step.get(), attempt.get()))
                : Optional.empty();
    }

    /// The header before the envelope, since it is nearer to the sender; a malformed one starts a new trace.
    private Trace trace(String id) {
        for (var header : record.headers()) {
            var value = header.value();
            if (header.name().equals("traceparent") && value != null) {
                var trace = Trace.parse(new String(value, StandardCharsets.ISO_8859_1));
                if (trace.isPresent()) {
                    return trace.get();
                }
            }
        }
        var attribute = attributes.document().path("traceparent");
        return (attribute.isString() ? Trace.parse(attribute.stringValue()) : Optional.<Trace>empty())
                .orElseGet(() -> Trace.startedBy(id));
    }

    private String key() {
        var key = record.key();
        return key == null ? "" : Utf8.decode(key).filter(EnvelopeReader::isId).orElse("");
    }

    private void expect(String name, String expected, Predicate<String> fits) {
        var text = attributes.text(name);
        if (text.isPresent() && !fits.test(text.get())) {
            throw Attributes.wrong(name, expected);
        }
    }

    private static boolean isJson(String contentType) {
        return contentType.equals("application/json")
                || contentType.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?");
    }
}
