package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A service is killed, `kill -9`, in the middle of 1,000 orders, and started again.
class KillTest {
    private static final int ORDERS = 1_000;

    private final SystemUnderTest system = SystemUnderTest.shared();

    @ParameterizedTest
    @ValueSource(strings = {"user-events", "order-service", "notification-service"})
    void all_orders_end_and_nothing_is_lost_or_doubled_when_this_is_killed(String name) {
        var victim = system.services().stream()
                .filter(service -> service.service.equals(name))
                .findFirst()
                .orElseThrow();
        var load = new Load(system, ORDERS).place();
        load.awaitEnded(ORDERS / 10);

        victim.kill();
        assertThat(victim.isAlive()).isFalse();
        victim.start();

        load.holds();
    }
}
