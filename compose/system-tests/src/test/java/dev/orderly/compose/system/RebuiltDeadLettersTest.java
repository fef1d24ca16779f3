package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A derived table is made anew with what was decided about dead letters, and without what waits. On
/// brokers of its own, with order-service alone, so that facts of user-events can be typed.
class RebuiltDeadLettersTest {
    private static final SystemUnderTest SYSTEM = SystemUnderTest.brokersOnly();
    private static final ServiceUnderTest ORDERS = SYSTEM.orders;
    private static final DeadLetterDesk DESK = new DeadLetterDesk(SYSTEM, ORDERS);

    @BeforeAll
    static void begin() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        ORDERS.start();
    }

    @AfterAll
    static void end() {
        SYSTEM.close();
    }

    @Test
    void facts_that_wait_and_dead_letters_are_to_it_what_they_were_to_the_service() {
        var open = Shop.id("open");
        var openId = DESK.buriedFact(open);
        var mended = Shop.id("mended");
        redrive(DESK.buriedFact(mended), mended);
        var discarded = Shop.id("discarded");
        DESK.run("discard", DESK.buriedFact(discarded), "--because", "typed by mistake", "--execute")
                .done();
        var early = Shop.id("early");
        SYSTEM.topics.send("user-events", early, UserFacts.registered(early));
        SYSTEM.topics.send("user-events", early, UserFacts.deposited(early, 3, "5"));
        await("it waits").until(() -> DESK.waiting(early) == 1);
        var hash = ORDERS.stateHash();
        assertThat(ORDERS.commands().run("rebuild").done().err()).contains("there is nothing to rebuild");

        SYSTEM.rows(ORDERS).run("TRUNCATE customers");
        var plan = ORDERS.commands().run("rebuild", "--json").done().lines();
        assertThat(plan).hasSizeGreaterThan(4).first().asString().startsWith("{\"after\":\"customers {");
        assertThat(plan).last().asString().contains("\"equal\":0,\"differing\":0,", "\"tooMany\":0,\"rebuilt\":false");
        assertThat(ORDERS.commands().run("rebuild", "--execute").done().err()).contains("customers is made anew");

        assertThat(ORDERS.stateHash()).isEqualTo(hash);
        assertThat(DESK.version(open)).isOne();
        assertThat(DESK.version(mended)).isEqualTo(4);
        assertThat(DESK.version(discarded)).isEqualTo(4);
        assertThat(DESK.version(early)).isOne();
        redrive(openId, open);
        assertThat(DESK.version(open)).isEqualTo(4);
        SYSTEM.topics.send("user-events", early, UserFacts.deposited(early, 2, "5"));
        await("it has its turn").until(() -> DESK.version(early) == 3);
    }

    @Test
    void one_that_is_killed_has_changed_nothing_and_leaves_nothing_that_the_next_would_mind() throws Exception {
        var user = Shop.id("user");
        SYSTEM.topics.send("user-events", user, UserFacts.registered(user));
        await("it is known").until(() -> DESK.version(user) == 1);
        SYSTEM.rows(ORDERS).run("UPDATE customers SET currency = 'none'");
        var hash = ORDERS.stateHash();

        try (var _ = SYSTEM.rows(ORDERS).hold("customers")) {
            var rebuild = ORDERS.commands().begin("rebuild", "--execute");
            await("it waits for the table")
                    .until(() -> SYSTEM.rows(ORDERS).number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            assertThat(ORDERS.commands().run("rebuild").err())
                    .contains("another rebuild of order-service is at work; wait until it has ended");
            rebuild.destroyForcibly().waitFor();
        }

        assertThat(ORDERS.stateHash()).isEqualTo(hash);
        await("its connection is gone")
                .until(() ->
                        SYSTEM.rows(ORDERS).number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0);
        assertThat(schemas()).isOne();
        assertThat(ORDERS.commands().run("rebuild", "--execute").done().err()).contains("customers is made anew");
        assertThat(schemas()).isZero();
        assertThat(ORDERS.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void what_cannot_be_is_told_in_a_line() {
        SYSTEM.rows(ORDERS).run("REVOKE CREATE ON DATABASE order_service FROM \"order-service\"");
        var forbidden = ORDERS.commands().run("rebuild");
        SYSTEM.rows(ORDERS).run("GRANT CREATE ON DATABASE order_service TO \"order-service\"");
        assertThat(forbidden.code()).isEqualTo(1);
        assertThat(forbidden.err()).contains("may not do this: ERROR: permission denied for database");
        assertThat(SYSTEM.users.commands().run("rebuild").done().err())
                .contains("user-events keeps no table that is derived");
        var fresh = SYSTEM.brokers.postgres().freshDatabase();
        var empty = new CommandLine(
                        "order-service",
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", SYSTEM.brokers.kafka(),
                                "DATABASE_URL", fresh.url(),
                                "DATABASE_USER", fresh.user(),
                                "DATABASE_PASSWORD", fresh.password()))
                .run("rebuild");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("has no tables yet; start order-service once");
    }

    private static long schemas() {
        return SYSTEM.rows(ORDERS).number("SELECT count(*) FROM pg_namespace WHERE nspname = 'orderly_rebuild'");
    }

    private static void redrive(String id, String user) {
        var payload = DeadLetterDesk.file(UserFacts.deposited(user, 2, "5"));
        assertThat(DESK.run("redrive", id, "--payload", payload, "--execute")
                        .done()
                        .out())
                .containsPattern(DeadLetterDesk.HANDLED);
    }
}
