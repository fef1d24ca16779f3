package dev.orderly.messaging.operator;

import java.time.Instant;

/// Where a replay begins or ends, as people say it: `earliest`, `latest`, an offset, a time, or how long ago.
public sealed interface Boundary {

    /// The first record that there is.
    record Earliest() implements Boundary {}

    /// Behind the last record that there is.
    record Latest() implements Boundary {}

    /// @param offset in each partition
    record Offset(long offset) implements Boundary {}

    /// The first record that was appended then, or later.
    record Time(Instant instant) implements Boundary {}

    String EXPECTED =
            "earliest, latest, an offset, a time such as 2026-11-27T10:00:00Z, a day, or how long ago, such as 2h";

    /// @throws IllegalArgumentException if it is none of these
    static Boundary parse(String text, Instant now) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        if (text.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(text));
        }
        try {
            return new Time(PastTime.parse(text, now));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' must be " + EXPECTED, e);
        }
    }
}
