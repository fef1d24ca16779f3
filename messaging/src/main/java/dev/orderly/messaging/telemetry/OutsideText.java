package dev.orderly.messaging.telemetry;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// Makes text that came from outside safe to show: one line, no terminal codes, no reordering, no addresses, at most
/// [#LIMIT] characters.
public final class OutsideText {
    static final int LIMIT = 100;

    private static final int READ_AT_MOST = 4_000;
    private static final String PART = "[^\\s@<>(),;\"'=]";
    private static final Pattern ADDRESS =
            Pattern.compile(PART + "{1,64}+@(?:\\p{L}|[^\\s@<>(),;\"'=.]{1,63}+\\.)" + PART + "*");

    private OutsideText() {}

    /// The text as a log line or an error message may show it. A cut is marked by `…`, within the limit.
    public static String shown(String text) {
        return cut(masked(text), LIMIT);
    }

    /// The same for text that may hold addresses, such as what the operator has set.
    public static String escaped(String text) {
        return cut(text, LIMIT);
    }

    /// A text of several lines whole, for those who asked to see it. Only what terminals act on is escaped, as JSON has
    /// it.
    public static String whole(String text) {
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (point == '\n' || isPlain(point)) {
                shown.appendCodePoint(point);
            } else {
                escape(shown, point);
            }
        });
        return shown.toString();
    }

    /// The same for text of libraries, which may be longer and of several lines.
    static String shown(String text, int limit) {
        return cut(masked(text), limit);
    }

    private static String masked(String text) {
        var read = text.length() > READ_AT_MOST ? text.substring(0, READ_AT_MOST) : text;
        if (read.indexOf('@') < 0) {
            return read;
        }
        return ADDRESS.matcher(read).replaceAll("***");
    }

    private static String cut(String text, int limit) {
        var shown = new StringBuilder(Math.min(text.length(), limit) + 8);
        var lastThatLeavesRoom = 0;
        for (int i = 0; i < text.length() && shown.length() <= limit; ) {
            int point = text.codePointAt(i);
            append(shown, point);
            if (shown.length() < limit) {
                lastThatLeavesRoom = shown.length();
            }
            i += Character.charCount(point);
        }
        if (shown.length() > limit) {
            shown.setLength(lastThatLeavesRoom);
            shown.append('…');
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            case '\\' -> shown.append("\\\\");
            default -> {
                if (isPlain(point)) {
                    shown.appendCodePoint(point);
                } else {
                    escape(shown, point);
                }
            }
        }
    }

    /// Format characters are those that reorder or hide text: bidi controls, zero-width ones, tags.
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void escape(StringBuilder shown, int point) {
        for (char unit : Character.toChars(point)) {
            shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
    }
}
