package dev.orderly.messaging.service.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `30s`, `5m`, `2h`, `7d`, or as ISO 8601 does: `PT30S`.
public final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

    private DurationText() {}

    /// @throws IllegalArgumentException for anything else
    public static Duration parse(String text) {
        var parts = SHORT.matcher(text);
        if (!parts.matches()) {
            return iso(text);
        }
        var count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no duration", e);
        }
    }

    static String shown(Duration time) {
        if (time.toMillis() % 1_000 != 0) {
            return time.toMillis() + "ms";
        }
        return time.toSeconds() % 3_600 == 0 ? time.toHours() + "h" : time.toSeconds() + "s";
    }
}
