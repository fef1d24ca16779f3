package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Real orders of a real shop; typed again, they change nothing.
final class OnlineRetail {
    private static final String ORDERS = """
            SELECT order_id, status, reason FROM orders WHERE order_id ~ '^[0-9]{6}$' ORDER BY order_id""";
    private static final String CREDIT = """
            SELECT user_id, balance, reserved, version FROM users WHERE user_id ~ '^([0-9]{5}|guest-.*)$' ORDER BY user_id""";

    private final SystemUnderTest system;

    OnlineRetail(SystemUnderTest system) {
        this.system = system;
    }

    /// As a person would: users first, and orders when those are there.
    OnlineRetail type() {
        type("user-commands", "userId");
        await("all users are there").atMost(Scale.PATIENCE).until(() -> system.topics.lag("user-events") == 0);
        type("order-commands", "orderId");
        return this;
    }

    private void type(String topic, String key) {
        for (var line : lines(topic + ".jsonl")) {
            system.topics.toss(topic, Json.read(line).path("data").path(key).asString(), line);
        }
        system.topics.flush();
    }

    /// Each as it was reckoned by hand.
    void endsAsExpected() {
        var expected = new TreeMap<String, String>();
        lines("expected.tsv").forEach(line -> expected.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));
        await("all orders end as expected")
                .atMost(Scale.PATIENCE)
                .untilAsserted(() -> assertThat(ends()).isEqualTo(expected));
    }

    private Map<String, String> ends() {
        var ends = new TreeMap<String, String>();
        system.rows(system.orders)
                .of(ORDERS)
                .forEach(row ->
                        ends.put((String) row.get("order_id"), (row.get("status") + " " + row.get("reason")).strip()));
        return ends;
    }

    /// What each customer has.
    List<Map<String, Object>> credit() {
        return system.rows(system.users).of(CREDIT);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Checkout.path("compose/samples/online-retail/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
