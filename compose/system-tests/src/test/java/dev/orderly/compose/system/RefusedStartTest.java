package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A service that could not keep what it promises does not start, and says what to mend.
class RefusedStartTest {
    private static final int MISCONFIGURED = 78;

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final ServiceUnderTest extra = system.service("user-events", "user-events-extra");

    @AfterEach
    void end() {
        extra.kill();
    }

    @Test
    void a_wrong_setting_is_named_with_a_right_value_in_one_line() {
        extra.with("HTTP_PORT", "eighty").begin();

        assertThat(extra.exitCode()).isEqualTo(MISCONFIGURED);
        await().untilAsserted(() ->
                assertThat(extra.log.lines()).singleElement().asString().contains("HTTP_PORT", "eighty", "8081"));
    }

    @Test
    void a_database_that_may_lose_what_it_acknowledged_is_refused() {
        var database = system.brokers.postgres().freshDatabase();
        new Rows(database).run("ALTER ROLE \"" + database.user() + "\" SET synchronous_commit = off");
        extra.on(database).begin();

        assertThat(extra.exitCode()).isEqualTo(MISCONFIGURED);
        assertThat(extra.log.says("synchronous_commit")).isTrue();
    }

    @Test
    void a_fresh_database_beside_topics_that_know_more_is_not_filled_by_accident() {
        new Shop(system).registered(1);
        extra.on(system.brokers.postgres().freshDatabase()).begin();

        await("it says what mends it").until(() -> extra.log.says("not ready", "user-events recover"));
        assertThat(extra.get("/health/ready").status()).isEqualTo(503);
        assertThat(extra.get("/health/ready").body()).contains("recover --execute");
        assertThat(extra.isLive()).isTrue();
        assertThat(new Rows(extra.database()).number("SELECT count(*) FROM users"))
                .isZero();
    }

    /// As after a restart of its server, which may have been given an older one.
    @Test
    void a_database_that_became_another_while_the_service_waited_for_kafka_is_looked_at_again() {
        var database = system.brokers.postgres().freshDatabase();
        new Shop(system).registered(1);
        system.freezeKafka();
        try {
            extra.on(database).begin();
            await("it waits").until(() -> extra.log.says("kafka cannot be reached"));
            new Rows(database).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            new Rows(system.brokers.postgres().superuser())
                    .run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                            .formatted(database.user()));
        } finally {
            system.thawKafka();
        }
        await("it says what mends it").until(() -> extra.log.says("not ready", "user-events recover"));
    }

    @Test
    void a_dropped_table_without_which_nothing_can_be_looked_at_is_named() {
        new Shop(system).registered(1);
        var database = system.brokers.postgres().freshDatabase();
        extra.on(database).begin();
        await("it says what mends it").until(() -> extra.log.says("not ready", "user-events recover"));
        extra.kill();
        new Rows(database).run("DROP TABLE relay_positions");
        extra.begin();
        await("it names it").until(() -> extra.get("/health/ready").body().contains("table relay_positions is gone"));
    }
}
