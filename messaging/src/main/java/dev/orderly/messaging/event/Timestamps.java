package dev.orderly.messaging.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Times on the wire, to brokers and to PostgreSQL, of the years 0 to 9999: RFC 3339 is read, UTC with microseconds is
/// written (`2026-11-21T10:24:31.120000Z`). By hand, since it is done for every message and the JDK's formatter takes
/// longer than the rest of an envelope.
/// Source: https://www.rfc-editor.org/rfc/rfc3339
public final class Timestamps {
    private static final Pattern FORM = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d([.]\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final String WRITTEN = "dddd-dd-ddTdd:dd:dd.ddddddZ";

    private Timestamps() {}

    /// The instant, cut to microseconds. A leap second is not read.
    static Optional<Instant> parse(String text) {
        if (!isWritten(text) && !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            var zone = text.charAt(text.length() - 1) >= 'Z' ? text.length() - 1 : text.length() - 6;
            return Optional.of(local.toInstant(offset(text, zone)).plusNanos(1_000 * micros(text, zone)));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    public static String format(Instant time) {
        var utc = LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        var text = new StringBuilder(WRITTEN.length());
        pad(text, utc.getYear(), 1_000).append('-');
        pad(text, utc.getMonthValue(), 10).append('-');
        pad(text, utc.getDayOfMonth(), 10).append('T');
        pad(text, utc.getHour(), 10).append(':');
        pad(text, utc.getMinute(), 10).append(':');
        pad(text, utc.getSecond(), 10).append('.');
        return pad(text, utc.getNano() / 1_000, 100_000).append('Z').toString();
    }

    private static boolean isWritten(String text) {
        if (text.length() != WRITTEN.length()) {
            return false;
        }
        for (var i = 0; i < WRITTEN.length(); i++) {
            var c = text.charAt(i);
            var form = WRITTEN.charAt(i);
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static ZoneOffset offset(String text, int zone) {
        return zone == text.length() - 1 ? ZoneOffset.UTC : ZoneOffset.of(text.substring(zone));
    }

    private static long micros(String text, int zone) {
        var micros = 0L;
        for (var i = 0; i < 6; i++) {
            var at = 20 + i;
            micros = micros * 10 + (at < zone ? text.charAt(at) - '0' : 0);
        }
        return micros;
    }

    private static StringBuilder pad(StringBuilder text, int number, int unit) {
        for (var rest = unit; rest > 1 && number < rest; rest /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
