package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.telemetry.OutsideText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes that may be text, shown to people.
final class Bytes {
    private static final int ROW = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private Bytes() {}

    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    /// The text in one line, escaped; in hex where there is none.
    static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "none";
        }
        return utf8(bytes)
                .map(text -> OutsideText.whole(text).replace("\n", "\\n"))
                .orElseGet(() -> "0x " + HEX.formatHex(bytes));
    }

    /// Sixteen bytes a line, in hex and as text.
    static String dump(byte[] bytes) {
        var dump = new StringBuilder();
        for (int at = 0; at < bytes.length; at += ROW) {
            var to = Math.min(bytes.length, at + ROW);
            dump.append("%06x  %-48s ".formatted(at, HEX.formatHex(bytes, at, to)));
            for (int i = at; i < to; i++) {
                dump.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            dump.append('\n');
        }
        return dump.toString();
    }
}
