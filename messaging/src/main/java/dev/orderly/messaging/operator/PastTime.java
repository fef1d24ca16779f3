package dev.orderly.messaging.operator;

import dev.orderly.messaging.service.settings.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A moment as people write it: how long ago (`30m`, `2h`, `7d`, `PT2H`), a day (`2026-11-21`, from its begin
/// in UTC), or a time with its offset (`2026-11-21T10:24:31Z`).
public final class PastTime {
    private PastTime() {}

    /// @throws IllegalArgumentException for anything else
    public static Instant parse(String text, Instant now) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.contains("-") && text.contains(":")
                    ? OffsetDateTime.parse(text).toInstant()
                    : now.minus(DurationText.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }
}
