package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Many orders at once: nine in ten of users who can pay, one in ten of a user who cannot; all take from one stock.
final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int USERS = 10;
    private static final long CREDIT = 1_000_000;
    private static final long PRICE = 10;

    private final SystemUnderTest system;
    private final Shop shop;
    private final int size;
    private final String sku = Shop.id("sku");
    private final List<String> ids;
    private final List<String> payers;
    private final String pauper;
    private final Map<String, String> expected = new LinkedHashMap<>();

    Load(SystemUnderTest system, int size) {
        this.system = system;
        this.shop = new Shop(system);
        this.size = size;
        this.ids = IntStream.range(0, size).mapToObj(_ -> Shop.id("order")).toList();
        this.payers = shop.registered(USERS, CREDIT);
        this.pauper = shop.registered(PRICE - 1);
        shop.setStock(sku, size);
    }

    /// Types them all, without waiting for any; typed a second time, they are the same.
    Load place() {
        for (int i = 0; i < size; i++) {
            var order = ids.get(i);
            var pays = i % 10 != 0;
            var user = pays ? payers.get(i % USERS) : pauper;
            expected.put(order, pays ? "CONFIRMED" : "REJECTED insufficient-credit");
            system.topics.toss("order-commands", order, Commands.order(order, user, sku, 1, PRICE));
        }
        system.topics.flush();
        return this;
    }

    /// Waits until at least so many have ended, and looks often, so as to come back in the middle.
    void awaitEnded(int count) {
        await(count + " have ended")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> countEnded() >= count);
    }

    /// All end as they must, and everything else that must hold does.
    void holds() {
        await("all have ended").atMost(PATIENCE).until(() -> countEnded() == size);
        assertThat(shop.endsSoFar(orders())).isEqualTo(expected);
        var invariants = new Invariants(system);
        invariants.hold();
        var confirmed = expected.values().stream().filter("CONFIRMED"::equals).count();
        assertThat(shop.stock(sku)).isEqualTo(size - confirmed);
        var left = payers.stream()
                .mapToLong(user -> shop.credit(user).get("balance"))
                .sum();
        assertThat(left).as("what is left of the payers' credit").isEqualTo(USERS * CREDIT - confirmed * PRICE);
        assertThat(shop.credit(pauper)).containsEntry("balance", PRICE - 1);
    }

    private int countEnded() {
        return shop.endsSoFar(orders()).size();
    }

    List<String> orders() {
        return new ArrayList<>(expected.keySet());
    }
}
