package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/// Real orders of a real shop end as they were reckoned by hand, and typing them again changes nothing.
class OnlineRetailTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);
    private final OnlineRetail retail = new OnlineRetail(system);

    @Test
    void all_642_orders_end_as_expected_and_typed_again_they_change_nothing() {
        retail.type().endsAsExpected();
        new Invariants(system).hold();

        var credit = retail.credit();
        assertThat(credit).hasSize(455);
        var facts = system.topics.facts("order-events").size();
        var letters = system.mailbox.letters().size();

        retail.type();
        await("all orders are there").until(() -> system.topics.lag("order-service") == 0);
        var last = shop.placed(shop.registered(100), 1);
        assertThat(shop.end(last)).isEqualTo("CONFIRMED");
        new Invariants(system).hold();

        retail.endsAsExpected();
        assertThat(retail.credit()).isEqualTo(credit);
        assertThat(system.topics.facts("order-events"))
                .as("two facts of the last order")
                .hasSize(facts + 2);
        assertThat(system.mailbox.letters()).as("its letter and a welcome").hasSize(letters + 2);
    }
}
