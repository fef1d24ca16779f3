package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Many orders at once: nine in ten of users who can pay, one in ten of a user who cannot; all take from one stock.
final class Load {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final int USERS = 10;
    private static final long CREDIT = 10_000_000;
    private static final long PRICE = 10;

    private final SystemUnderTest system;
    private final Shop shop;
    private final int size;
    private final String sku = Shop.id("sku");
    private final String prefix = Shop.id("load") + "-";
    private final List<String> payers;
    private final String pauper;
    private final Map<String, String> expected = new ConcurrentHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private Thread trickling = Thread.ofVirtual().unstarted(() -> {});

    Load(SystemUnderTest system, int size) {
        this.system = system;
        this.shop = new Shop(system);
        this.size = size;
        this.payers = shop.registered(USERS, CREDIT);
        this.pauper = shop.registered(PRICE - 1);
        shop.setStock(sku, size);
    }

    /// Types them all, without waiting for any; typed a second time, they are the same.
    Load place() {
        for (int i = 0; i < size; i++) {
            place(i);
        }
        system.topics.flush();
        return this;
    }

    /// Types one after the other, some a second, until [#stop()], or all of them.
    Load trickle() {
        trickling = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < size && !ending.await(Scale.PAUSE.toMillis(), TimeUnit.MILLISECONDS); i++) {
                    place(i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    private void place(int i) {
        var order = prefix + i;
        var pays = i % 10 != 0;
        var user = pays ? payers.get(i % USERS) : pauper;
        expected.put(order, pays ? "CONFIRMED" : "REJECTED insufficient-credit");
        system.topics.toss("order-commands", order, Commands.order(order, user, sku, 1, PRICE));
    }

    /// Waits until at least so many have ended, and looks often, so as to come back in the middle.
    void awaitEnded(int count) {
        await(count + " have ended").atMost(Scale.PATIENCE).pollInterval(OFTEN).until(() -> ends().size() >= count);
    }

    void stop() {
        ending.countDown();
        try {
            trickling.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        system.topics.flush();
    }

    /// All that were typed end as they must, and everything else that must hold does.
    void holds() {
        stop();
        endsAsExpected();
        new Invariants(system).hold();
        addsUp();
    }

    /// Each order that was typed.
    void endsAsExpected() {
        await("all have ended").atMost(Scale.PATIENCE).until(() -> ends().size() == expected.size());
        assertThat(ends()).isEqualTo(expected);
    }

    /// Stock and credit, once nothing is under way.
    void addsUp() {
        var confirmed = expected.values().stream().filter("CONFIRMED"::equals).count();
        assertThat(shop.stock(sku)).isEqualTo(size - confirmed);
        var left = payers.stream()
                .mapToLong(user -> shop.credit(user).get("balance"))
                .sum();
        assertThat(left).as("what is left of the payers' credit").isEqualTo(USERS * CREDIT - confirmed * PRICE);
        assertThat(shop.credit(pauper)).containsEntry("balance", PRICE - 1);
    }

    /// How many orders there are beside these.
    long ordersOfOthers() {
        return system.rows(system.orders)
                .number("SELECT count(*) FROM orders WHERE order_id NOT LIKE '" + prefix + "%'");
    }

    private Map<String, String> ends() {
        return shop.endsSoFar(prefix);
    }
}
