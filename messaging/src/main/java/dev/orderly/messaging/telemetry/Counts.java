package dev.orderly.messaging.telemetry;

import java.util.Locale;

/// Numbers of things, as people say them: `1 row is`, `2,000 rows are`.
public final class Counts {
    private Counts() {}

    /// @param thing of which a second one has an `s` behind it
    public static String told(long number, String thing) {
        return told(number, thing, thing + "s");
    }

    public static String told(long number, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : more);
    }
}
