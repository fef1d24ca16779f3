package dev.orderly.order;

import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.stock;

import dev.orderly.messaging.event.Message;
import dev.orderly.order.Happening.Arrival;
import dev.orderly.schemas.order.OrderLine;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes to three orders that want the same two articles. A seed that failed is kept here.
class RandomWalkTest {
    private static final int WALKS = 10_000;
    private static final int MOST_EVENTS = 40;
    private static final List<String> ORDERS = List.of("o-1", "o-2", "o-3");
    private static final List<String> SKUS = List.of("apple", "fig");

    @ParameterizedTest
    @ValueSource(longs = 20_261_121)
    void what_must_hold_holds_after_every_event(long seed) {
        for (int walk = 0; walk < WALKS; walk++) {
            try {
                walk(new Random(seed + walk));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + (seed + walk) + ": " + e.getMessage(), e);
            }
        }
    }

    private static void walk(Random random) {
        var course = Course.withApples(random.nextInt(8));
        var events = 1 + random.nextInt(MOST_EVENTS);
        for (int i = 0; i < events; i++) {
            var orderId = any(ORDERS, random);
            switch (random.nextInt(8)) {
                case 0 -> course.comes(plain(stock(any(SKUS, random), random.nextInt(8))));
                case 1, 2 -> course.comes(plain(order(orderId).by("ada", line(random), line(random))));
                default -> course.comes(orderId, List.of(any(List.of(Happening.values()), random)));
            }
        }
        ORDERS.forEach(course::ends);
    }

    private static OrderLine line(Random random) {
        return Samples.line(any(SKUS, random), 1 + random.nextInt(3), random.nextInt(2));
    }

    private static Arrival plain(Message message) {
        return new Arrival(message, Optional.empty());
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
