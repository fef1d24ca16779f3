package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

/// What is true of topics, databases and letters whenever nothing is under way, whatever happened before.
final class Invariants {
    private final SystemUnderTest system;
    private final Rows orders;
    private final Rows users;
    private final Rows letters;

    Invariants(SystemUnderTest system) {
        this.system = system;
        this.orders = system.rows(system.orders);
        this.users = system.rows(system.users);
        this.letters = system.rows(system.letters);
    }

    /// Waits until nothing is under way any more, and looks at everything.
    void hold() {
        everythingEnds();
        new Sequences(system.topics).hold();
        new Ledger(orders, users).holds();
        new Post(orders, letters, system.mailbox).holds();
    }

    /// Every saga, hold and letter comes to its end, and what was written reaches Kafka.
    void everythingEnds() {
        await("all sagas end").atMost(Scale.PATIENCE).untilAsserted(() -> {
            assertThat(orders.of("SELECT order_id FROM orders WHERE status = 'PENDING' LIMIT 5"))
                    .as("orders that are pending")
                    .isEmpty();
            assertThat(orders.of(
                            "SELECT saga_id, step, status FROM sagas WHERE status IN ('RUNNING', 'STUCK') LIMIT 5"))
                    .as("sagas that run")
                    .isEmpty();
        });
        await("all holds and letters end").atMost(Scale.PATIENCE).untilAsserted(() -> {
            assertThat(users.of("SELECT * FROM holds WHERE state = 'HELD' LIMIT 5"))
                    .as("credit that is held")
                    .isEmpty();
            assertThat(letters.of("SELECT * FROM letters WHERE status IN ('REQUESTED', 'SENDING') LIMIT 5"))
                    .as("letters under way")
                    .isEmpty();
        });
        for (var rows : List.of(orders, users, letters)) {
            await("the outbox is out")
                    .atMost(Scale.PATIENCE)
                    .until(() -> rows.number("SELECT coalesce(max(id), 0) FROM outbox")
                            <= rows.number("SELECT cursor FROM relay_cursor"));
        }
    }
}
