package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A place in a distributed trace, as W3C Trace Context writes it: `00-<32 hex trace id>-<16 hex span id>-<2 hex
/// flags>`.
/// Source: https://www.w3.org/TR/trace-context/
public record Trace(String traceparent) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public Trace {
        if (!FORM.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a W3C traceparent: " + traceparent);
        }
    }

    /// The trace that a header's text names, if it is well formed.
    public static Optional<Trace> parse(String traceparent) {
        return FORM.matcher(traceparent).matches() ? Optional.of(new Trace(traceparent)) : Optional.empty();
    }

    /// A new trace whose ids derive from a message's id, so that reading the message again tells the same trace.
    public static Trace startedBy(String messageId) {
        var id = hash("trace " + messageId);
        return new Trace("00-" + hex(id.getMostSignificantBits()) + hex(id.getLeastSignificantBits()) + "-"
                + span(messageId) + "-01");
    }

    /// The place of a message that follows from this one, in the same trace.
    public Trace child(String messageId) {
        return new Trace(traceparent.substring(0, 36) + span(messageId) + traceparent.substring(52));
    }

    public String traceId() {
        return traceparent.substring(3, 35);
    }

    public String spanId() {
        return traceparent.substring(36, 52);
    }

    private static String span(String messageId) {
        return hex(hash("span " + messageId).getMostSignificantBits());
    }

    private static UUID hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }
}
