package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What order-service depends on goes away while it works, and comes back.
class OutagesTest {
    private static final SystemUnderTest SYSTEM = SystemUnderTest.shared();
    private static final ServiceUnderTest ORDERS = SYSTEM.orders;
    private static final Shop SHOP = new Shop(SYSTEM);

    private static Cable toDatabase;
    private static Cable toNats;

    @BeforeAll
    static void put_cables_in() {
        var database = SYSTEM.brokers.postgres().database("order-service").url();
        toDatabase = new Cable(Cable.portOf(database));
        toNats = new Cable(Cable.portOf(SYSTEM.brokers.nats()));
        assertThat(ORDERS.stop()).isZero();
        ORDERS.with("DATABASE_URL", toDatabase.through(database))
                .with("NATS_URL", toNats.through(SYSTEM.brokers.nats()))
                .start();
    }

    @AfterAll
    static void take_cables_out() {
        assertThat(ORDERS.stop()).isZero();
        ORDERS.with(
                        "DATABASE_URL",
                        SYSTEM.brokers.postgres().database("order-service").url())
                .with("NATS_URL", SYSTEM.brokers.nats())
                .start();
        toDatabase.close();
        toNats.close();
        new Invariants(SYSTEM).hold();
    }

    @Test
    void without_its_database_it_lives_and_is_not_ready_and_goes_on_when_it_is_back() {
        var user = SHOP.registered(100);
        String order;
        toDatabase.cut();
        try {
            awaitNotReady("postgresql");
            order = SHOP.placed(user, 10);
        } finally {
            toDatabase.mend();
        }

        await("ready again").until(ORDERS::isReady);
        assertThat(SHOP.end(order)).isEqualTo("CONFIRMED");
        assertThat(ORDERS.log.says("postgresql is back")).isTrue();
        assertThat(ORDERS.log.lines()).as("without names of classes").noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void without_nats_it_lives_and_orders_go_their_way_all_the_same() {
        var user = SHOP.registered(100);
        toNats.cut();
        try {
            awaitNotReady("nats");
            assertThat(SHOP.end(SHOP.placed(user, 10))).isEqualTo("CONFIRMED");
        } finally {
            toNats.mend();
        }

        await("ready again").until(ORDERS::isReady);
        await("it answers again").until(() -> SYSTEM.nats.ping().contains("order-service"));
    }

    @Test
    void without_kafka_it_lives_and_is_not_ready_and_goes_on_when_it_is_back() {
        var order = SHOP.placed(SHOP.registered(100), 10);
        SYSTEM.freezeKafka();
        try {
            awaitNotReady("kafka");
        } finally {
            SYSTEM.thawKafka();
        }

        await("ready again").until(ORDERS::isReady);
        assertThat(SHOP.end(order)).isEqualTo("CONFIRMED");
    }

    private static void awaitNotReady(String dependency) {
        await("not ready for want of " + dependency).until(() -> {
            var reply = ORDERS.get("/health/ready");
            return reply.status() == 503
                    && reply.json()
                            .path("checks")
                            .valueStream()
                            .anyMatch(check -> check.path("name").asString().equals(dependency)
                                    && check.path("status").asString().equals("DOWN"));
        });
        assertThat(ORDERS.isLive()).isTrue();
        await("told once")
                .untilAsserted(() -> assertThat(ORDERS.log.lines().stream()
                                .filter(line -> line.contains("WARN  order-service"))
                                .filter(line -> line.contains(dependency + " cannot be reached")))
                        .hasSize(1)
                        .noneMatch(line -> line.contains("Exception")));
    }
}
