package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What it is all for, told once from beginning to end.
class LifeOfAnOrderTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @Test
    void an_order_is_placed_and_confirmed_and_paid_and_told() {
        var ada = Shop.id("ada");
        var order = Shop.id("order");

        system.topics.send("user-commands", ada, Commands.registration(ada, 10_000));
        shop.awaitUser(ada);
        shop.place(order, ada, "tea", 2, 450);

        assertThat(shop.end(order)).isEqualTo("CONFIRMED");
        assertThat(types("order-events", order)).containsExactly("order.placed", "order.confirmed");
        await("the credit is captured")
                .untilAsserted(() -> assertThat(types("user-events", ada))
                        .containsExactly("user.registered", "user.credit-reserved", "user.credit-captured"));
        assertThat(shop.user(ada).body())
                .contains("\"balance\":9100", "\"reserved\":0", "\"available\":9100", "\"version\":3");
        assertThat(system.nats.json("user.get", "userId", ada))
                .isEqualTo(shop.user(ada).json());

        await("the saga ends").until(() -> saga(order).path("status").asString().equals("COMPLETED"));
        var timeline = saga(order).path("timeline");
        assertThat(timeline.findValuesAsString("step"))
                .containsExactly("place", "reserve-stock", "reserve-credit", "confirm", "notify");
        assertThat(timeline.findValuesAsString("sent")).containsExactly("credit.reserve", "notification.send");
        assertThat(timeline.findValuesAsString("answer"))
                .containsExactly("done", "done", "credit.reserved", "done", "notification.sent");
        assertThat(system.nats.json("order.get", "orderId", order)).isEqualTo(shop.orderOf(order));

        assertThat(system.mailbox.to(Shop.email(ada)))
                .as("a welcome and the confirmation")
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.id()).matches("<[^<>\\s]+@[^<>\\s]+>"))
                .anySatisfy(letter -> assertThat(letter.body()).contains(order));
        var listed = system.letters.get("/notifications?user=" + ada).json();
        assertThat(listed.findValuesAsString("template")).containsExactly("order-confirmed", "welcome");
        assertThat(listed.findValuesAsString("status")).containsOnly("SENT");
        assertThat(system.nats.json("notification.list", "userId", ada)).isEqualTo(listed);
    }

    @Test
    void every_service_is_found_over_nats_and_says_that_it_is_well() {
        assertThat(system.nats.ping())
                .containsExactlyInAnyOrder("user-events", "order-service", "notification-service");
        assertThat(system.services()).allMatch(ServiceUnderTest::isReady).allMatch(ServiceUnderTest::isLive);
        assertThat(system.orders.get("/health/ready").json().path("checks").findValuesAsString("name"))
                .contains("kafka", "postgresql", "nats");
    }

    @Test
    void what_is_not_there_is_said_in_the_words_of_each_protocol() {
        var problem = system.orders.get("/orders/nobody-placed-this");
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.json().path("status").asInt()).isEqualTo(404);
        var answer = system.nats.ask("user.get", "userId", "nobody-of-this-name");
        assertThat(answer.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("404");
    }

    private JsonNode saga(String order) {
        return shop.orderOf(order).path("saga");
    }

    private List<String> types(String topic, String subject) {
        return system.topics.facts(topic, subject).stream().map(Fact::type).toList();
    }
}
