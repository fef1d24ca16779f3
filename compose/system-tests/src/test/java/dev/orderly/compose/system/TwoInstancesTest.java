package dev.orderly.compose.system;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two instances of each service share the work, and one of each dies in the middle of it.
class TwoInstancesTest {
    private static final int ORDERS = 1_000;

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final List<ServiceUnderTest> seconds = system.services().stream()
            .map(first -> system.service(first.service, first.service + "-2"))
            .toList();

    @AfterEach
    void alone_again() {
        seconds.forEach(ServiceUnderTest::kill);
    }

    @Test
    void all_orders_end_and_nothing_is_lost_or_doubled() {
        seconds.forEach(ServiceUnderTest::begin);
        seconds.forEach(ServiceUnderTest::awaitReady);
        var load = new Load(system, ORDERS).place();
        load.awaitEnded(ORDERS / 10);

        seconds.forEach(ServiceUnderTest::kill);

        load.holds();
    }
}
