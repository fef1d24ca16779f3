package dev.orderly.notification;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// How letters say money and reasons. What they do not know is said as it came.
final class Wordings {
    private static final Pattern MINOR_UNITS = Pattern.compile("-?\\d{1,18}");

    /// Cloned for each use: making one costs more than the rest of a letter, and none may be shared.
    private static final DecimalFormat GROUPED =
            new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));

    private static final Map<String, String> REASONS = Map.of(
            "unknown-user", "we could not find your account",
            "inactive-user", "your account is not active",
            "insufficient-credit", "your credit does not cover it",
            "currency-mismatch", "it is in another currency than your account",
            "out-of-stock", "something you ordered is out of stock",
            "credit-unanswered", "we could not check your credit in time",
            "limit", "it is larger than we can handle");

    private Wordings() {}

    /// `123450`, `EUR`: "1,234.50 EUR".
    static String money(String minorUnits, String currency) {
        if (minorUnits.isEmpty()) {
            return "as agreed";
        }
        if (!MINOR_UNITS.matcher(minorUnits).matches()) {
            return minorUnits;
        }
        var amount = BigDecimal.valueOf(Long.parseLong(minorUnits), digits(currency));
        return (grouped(amount) + " " + currency).strip();
    }

    private static String grouped(BigDecimal amount) {
        var format = (DecimalFormat) GROUPED.clone();
        format.setMinimumFractionDigits(amount.scale());
        return format.format(amount);
    }

    static String reason(String code) {
        return code.isBlank() ? "none was given" : REASONS.getOrDefault(code, code);
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException _) {
            return 2;
        }
    }
}
