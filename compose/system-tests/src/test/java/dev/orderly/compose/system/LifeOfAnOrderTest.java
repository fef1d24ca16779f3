package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What it is all for, told once from beginning to end.
class LifeOfAnOrderTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @Test
    void an_order_is_placed_and_confirmed_and_paid_and_told() {
        var ada = Shop.id("ada");
        var order = Shop.id("order");

        system.topics.send("user-commands", ada, Shop.registration(ada, 10_000));
        shop.awaitUser(ada);
        shop.place(order, ada, "tea", 2, 450);

        assertThat(shop.end(order)).isEqualTo("CONFIRMED");
        assertThat(types("order-events", order)).containsExactly("order.placed", "order.confirmed");

        await("the credit is captured")
                .untilAsserted(() -> assertThat(types("user-events", ada))
                        .containsExactly("user.registered", "user.credit-reserved", "user.credit-captured"));
        assertThat(shop.user(ada).json()).isEqualTo(system.nats.json("user.get", "userId", ada));
        assertThat(shop.user(ada).json().toString())
                .contains("\"balance\":9100", "\"reserved\":0", "\"available\":9100", "\"version\":3");

        assertThat(shop.orderOf(order)).isEqualTo(system.nats.json("order.get", "orderId", order));
        var timeline = shop.orderOf(order).path("saga").path("timeline");
        assertThat(timeline.findValuesAsString("step"))
                .startsWith("place", "reserve-stock", "reserve-credit", "confirm", "notify");
    }

    private List<String> types(String topic, String subject) {
        return system.topics.facts(topic, subject).stream().map(Fact::type).toList();
    }
}
