package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Real orders of a real shop end as they were reckoned by hand, and typing them again changes nothing.
class OnlineRetailTest {
    private static final String ORDERS = """
            SELECT order_id, status, reason FROM orders WHERE order_id ~ '^[0-9]{6}$' ORDER BY order_id""";
    private static final String CREDIT = """
            SELECT user_id, balance, reserved, version FROM users WHERE user_id ~ '^([0-9]{5}|guest-.*)$' ORDER BY user_id""";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @Test
    void all_642_orders_end_as_expected_and_typed_again_they_change_nothing() throws IOException {
        var expected = new TreeMap<String, String>();
        lines("expected.tsv").forEach(line -> expected.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));

        type();
        await("all orders end as expected")
                .untilAsserted(() -> assertThat(ends()).isEqualTo(expected));
        new Invariants(system).hold();

        var credit = system.rows(system.users).of(CREDIT);
        assertThat(credit).hasSize(455);
        var facts = system.topics.facts("order-events").size();
        var letters = system.mailbox.letters().size();

        type();
        var last = shop.placed(shop.registered(100), 1);
        assertThat(shop.end(last)).isEqualTo("CONFIRMED");
        new Invariants(system).hold();

        assertThat(ends()).isEqualTo(expected);
        assertThat(system.rows(system.users).of(CREDIT)).isEqualTo(credit);
        assertThat(system.topics.facts("order-events"))
                .as("two facts of the last order")
                .hasSize(facts + 2);
        assertThat(system.mailbox.letters()).as("its letter and a welcome").hasSize(letters + 2);
    }

    /// As a person would: users first, and orders when those are there.
    private void type() throws IOException {
        type("user-commands", "userId");
        await("all users are there").until(() -> system.topics.lag("user-events") == 0);
        type("order-commands", "orderId");
        await("all orders are there").until(() -> system.topics.lag("order-service") == 0);
    }

    private void type(String topic, String key) throws IOException {
        for (var line : lines(topic + ".jsonl")) {
            system.topics.toss(topic, Json.read(line).path("data").path(key).asString(), line);
        }
        system.topics.flush();
    }

    private Map<String, String> ends() {
        var ends = new TreeMap<String, String>();
        system.rows(system.orders)
                .of(ORDERS)
                .forEach(row ->
                        ends.put((String) row.get("order_id"), (row.get("status") + " " + row.get("reason")).strip()));
        return ends;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Checkout.path("compose/samples/online-retail/" + file));
    }
}
