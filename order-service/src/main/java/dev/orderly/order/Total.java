package dev.orderly.order;

import dev.orderly.schemas.order.OrderLine;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// What an order costs, in minor units.
final class Total {
    static final long MOST_PRICE = 1_000_000_000_000L;
    static final long MOST_TOTAL = 1_000_000_000_000_000L;

    private Total() {}

    /// The sum of all lines; nothing if a price or the sum is beyond its limit.
    static Optional<Long> of(List<OrderLine> lines) {
        if (lines.stream().anyMatch(line -> line.unitPrice() > MOST_PRICE)) {
            return Optional.empty();
        }
        var sum = lines.stream()
                .map(line -> BigInteger.valueOf(line.quantity()).multiply(BigInteger.valueOf(line.unitPrice())))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return sum.compareTo(BigInteger.valueOf(MOST_TOTAL)) > 0 ? Optional.empty() : Optional.of(sum.longValue());
    }
}
