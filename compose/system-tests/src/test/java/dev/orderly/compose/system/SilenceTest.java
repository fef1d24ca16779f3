package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// user-events says nothing for longer than order-service waits.
class SilenceTest {
    private static final String BACKWARD = "SELECT count(*) FROM sagas WHERE turned AND saga_id IN ('%s')";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @BeforeEach
    void order_service_is_impatient() {
        restartOrders("1s");
    }

    @AfterEach
    void order_service_is_patient() {
        if (!system.users.isAlive()) {
            system.users.start();
        }
        restartOrders(SystemUnderTest.ANSWER_TIMEOUT);
    }

    @Test
    void orders_are_rejected_and_nothing_stays_reserved() {
        var user = shop.registered(10_000);
        var sku = Shop.id("sku");
        shop.setStock(sku, 100);
        assertThat(system.users.stop()).isZero();

        var orders = place(20, user, sku);
        await("all turn back")
                .until(() -> system.rows(system.orders).number(BACKWARD.formatted(String.join("', '", orders))) == 20);
        assertThat(shop.endsSoFar(orders))
                .as("ended before the credit is known to be free")
                .isEmpty();
        system.users.start();

        assertThat(shop.ends(orders).values()).containsOnly("REJECTED credit-unanswered");
        assertThat(shop.stock(sku)).isEqualTo(100);
        assertThat(shop.credit(user))
                .containsEntry("reserved", 0L)
                .containsEntry("available", 10_000L)
                .containsEntry("balance", 10_000L);
        new Invariants(system).hold();
    }

    private List<String> place(int count, String user, String sku) {
        var orders = IntStream.range(0, count).mapToObj(_ -> Shop.id("order")).toList();
        orders.forEach(order -> shop.place(order, user, sku, 1, 10));
        return orders;
    }

    private void restartOrders(String timeout) {
        assertThat(system.orders.stop()).isZero();
        system.orders.with("SAGA_ANSWER_TIMEOUT", timeout).start();
    }
}
