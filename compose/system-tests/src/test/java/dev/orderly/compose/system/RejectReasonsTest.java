package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Each reason for which an order is turned down, and what is left of it: nothing.
class RejectReasonsTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @AfterAll
    static void the_books_are_right() {
        new Invariants(SystemUnderTest.shared()).hold();
    }

    @Test
    void nobody_knows_the_user_and_nobody_writes_to_them() {
        var order = shop.placed(Shop.id("stranger"), 100);

        assertThat(shop.end(order)).isEqualTo("REJECTED unknown-user");
        await().until(() -> shop.sagaStatus(order).equals("COMPENSATED"));
        assertThat(system.rows(system.letters).number("SELECT count(*) FROM letters WHERE order_id = '" + order + "'"))
                .isZero();
    }

    @Test
    void the_user_was_deactivated() {
        var user = shop.registered(10_000);
        system.topics.send("user-commands", user, Json.message("user.deactivate", "userId", user));
        await().until(() -> shop.user(user).body().contains("\"active\":false"));

        assertThat(shop.end(shop.placed(user, 100))).isEqualTo("REJECTED inactive-user");
    }

    @Test
    void the_credit_does_not_suffice_until_some_is_deposited() {
        var user = shop.registered(99);
        var order = shop.placed(user, 100);
        assertThat(shop.end(order)).isEqualTo("REJECTED insufficient-credit");
        await("a letter tells it")
                .until(() -> system.mailbox.to(Shop.email(user)).stream()
                        .anyMatch(letter -> letter.body().contains(order)));

        system.topics.send("user-commands", user, Json.message("user.deposit-credit", "userId", user, "amount", 1));
        assertThat(shop.end(shop.placed(user, 100))).isEqualTo("CONFIRMED");
        await().untilAsserted(() -> assertThat(shop.credit(user).values()).containsOnly(0L));
    }

    @Test
    void the_order_is_in_another_currency_than_the_users_credit() {
        var user = shop.registered(10_000);
        var order = Shop.id("order");
        var line = Json.object("sku", "tea", "quantity", 1, "unitPrice", 1);
        system.topics.send(
                "order-commands",
                order,
                Json.message(
                        "order.place", "orderId", order, "userId", user, "currency", "USD", "lines", List.of(line)));

        assertThat(shop.end(order)).isEqualTo("REJECTED currency-mismatch");
    }

    @Test
    void the_stock_is_too_low_and_what_others_do_not_pay_for_is_given_back() {
        var user = shop.registered(1_000);
        var sku = Shop.id("sku");
        shop.setStock(sku, 5);

        assertThat(end(user, sku, 3, 100)).isEqualTo("CONFIRMED");
        assertThat(end(user, sku, 3, 100)).isEqualTo("REJECTED out-of-stock");
        assertThat(end(user, sku, 2, 1_000)).isEqualTo("REJECTED insufficient-credit");
        assertThat(shop.stock(sku)).as("2 of 5 are left").isEqualTo(2);
        assertThat(end(user, sku, 2, 100)).isEqualTo("CONFIRMED");
        assertThat(shop.stock(sku)).isZero();
    }

    @Test
    void the_total_is_beyond_what_can_be_reckoned_with() {
        var user = shop.registered(1_000);

        assertThat(end(user, "gold", 100_000, 1_000_000_000_000L)).isEqualTo("REJECTED limit");
        assertThat(end(user, "gold", 1, 1_000_000_000_001L)).isEqualTo("REJECTED limit");
        assertThat(shop.credit(user)).isEqualTo(Map.of("balance", 1_000L, "reserved", 0L, "available", 1_000L));
    }

    private String end(String user, String sku, int quantity, long price) {
        var order = Shop.id("order");
        shop.place(order, user, sku, quantity, price);
        return shop.end(order);
    }
}
