package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An order that is cancelled goes back step by step, if it is not too late.
class CancelTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @AfterEach
    void the_books_are_right() {
        new Invariants(system).hold();
    }

    @Test
    void an_order_whose_credit_was_not_answered_for_yet_is_undone() {
        var user = shop.registered(1_000);
        var sku = Shop.id("sku");
        shop.setStock(sku, 5);
        var order = Shop.id("order");
        system.users.signal("STOP");
        try {
            shop.place(order, user, sku, 2, 100);
            await().until(() -> shop.stock(sku) == 3);
            shop.cancel(order);
            await("it turns back")
                    .until(() -> shop.orderOf(order)
                            .path("saga")
                            .path("direction")
                            .asString()
                            .equals("BACKWARD"));
            assertThat(shop.orderOf(order).path("status").asString()).isEqualTo("PENDING");
        } finally {
            system.users.signal("CONT");
        }

        assertThat(shop.ended(order).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(shop.orderOf(order).path("reason").asString()).isEqualTo("regret");
        assertThat(shop.stock(sku)).isEqualTo(5);
        assertThat(shop.credit(user)).containsEntry("available", 1_000L).containsEntry("reserved", 0L);
    }

    @Test
    void a_confirmed_order_stays_and_the_log_says_why() {
        var order = shop.placed(shop.registered(1_000), 100);
        assertThat(shop.end(order)).isEqualTo("CONFIRMED");

        system.orders.log.awaitCalm();
        shop.cancel(order);

        await().until(() -> system.orders.log.says("order.cancel " + order, "refused", "too-late"));
        assertThat(shop.end(order)).isEqualTo("CONFIRMED");
    }

    @Test
    void an_order_that_nobody_placed_cannot_be_cancelled() {
        var order = Shop.id("order");
        system.orders.log.awaitCalm();
        shop.cancel(order);

        await().until(() -> system.orders.log.says("order.cancel " + order, "refused", "unknown-order"));
    }
}
