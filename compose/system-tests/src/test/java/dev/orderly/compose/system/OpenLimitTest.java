package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// While credit is not answered for, only so many orders are begun; the others wait in Kafka.
class OpenLimitTest {
    private static final int LIMIT = 50;

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @BeforeEach
    void order_service_is_modest() {
        restartOrders(Integer.toString(LIMIT));
    }

    @AfterEach
    void as_before() {
        if (!system.users.isAlive()) {
            system.users.start();
        }
        restartOrders("");
    }

    @Test
    void no_more_than_the_limit_await_an_answer_and_the_rest_follow() {
        var user = shop.registered(10_000);
        assertThat(system.users.stop()).isZero();

        var orders =
                IntStream.range(0, 4 * LIMIT).mapToObj(_ -> Shop.id("order")).toList();
        orders.forEach(order -> system.topics.toss("order-commands", order, Commands.order(order, user, "tea", 1, 10)));
        system.topics.flush();
        await("the first are begun").until(() -> awaiting() == LIMIT);
        assertThat(system.topics.lag("order-service")).as("commands that wait").isGreaterThanOrEqualTo(3 * LIMIT);
        system.users.start();

        await("the rest follow, never more than the limit at once").until(() -> {
            assertThat(awaiting()).isLessThanOrEqualTo(LIMIT);
            return shop.endsSoFar(orders).size() == orders.size();
        });
        assertThat(shop.ends(orders).values()).containsOnly("CONFIRMED");
        new Invariants(system).hold();
    }

    private long awaiting() {
        return system.rows(system.orders)
                .number("SELECT count(*) FROM sagas WHERE status = 'RUNNING' AND step = 'reserve-credit'");
    }

    private void restartOrders(String limit) {
        assertThat(system.orders.stop()).isZero();
        system.orders.with("SAGA_OPEN_LIMIT", limit).start();
    }
}
