package dev.orderly.messaging.event;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/// The JSON Schema format `iso-4217`: a currency code that ISO has given out.
final class CurrencyFormat implements Format {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public String getName() {
        return "iso-4217";
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        return CODES.contains(text);
    }
}
