package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// A place in a distributed trace, as W3C Trace Context writes it: `00-<32 hex trace id>-<16 hex span id>-<2
/// hex flags>`. Source: https://www.w3.org/TR/trace-context/
public record Trace(String traceparent) {
    private static final int LENGTH = 55;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    public Trace {
        if (traceparent.length() != LENGTH || !traceparent.startsWith("00-") || !isWellFormed(traceparent)) {
            throw new IllegalArgumentException("not a W3C traceparent: " + traceparent);
        }
    }

    /// The trace that a header's text names, if it is well formed. Of later versions, which may be longer, the
    /// part that version 00 knows is taken.
    public static Optional<Trace> parse(String traceparent) {
        if (traceparent.length() < LENGTH || !isWellFormed(traceparent)) {
            return Optional.empty();
        }
        if (traceparent.startsWith("00")) {
            return traceparent.length() == LENGTH ? Optional.of(new Trace(traceparent)) : Optional.empty();
        }
        var isLater =
                !traceparent.startsWith("ff") && (traceparent.length() == LENGTH || traceparent.charAt(LENGTH) == '-');
        return isLater ? Optional.of(new Trace("00" + traceparent.substring(2, LENGTH))) : Optional.empty();
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

    /// Checked by hand, since every message is asked.
    private static boolean isWellFormed(String text) {
        return isHex(text, 0, 2)
                && text.charAt(2) == '-'
                && isHex(text, 3, 35)
                && !text.startsWith(NO_TRACE, 3)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && !text.startsWith(NO_SPAN, 36)
                && text.charAt(52) == '-'
                && isHex(text, 53, LENGTH);
    }

    private static boolean isHex(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
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
