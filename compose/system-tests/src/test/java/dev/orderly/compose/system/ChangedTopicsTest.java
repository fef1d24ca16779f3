package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Somebody changes topics behind a service's back. On brokers of its own, since nobody else could live with that.
class ChangedTopicsTest {
    private static final SystemUnderTest SYSTEM = SystemUnderTest.brokersOnly();

    @AfterAll
    static void end() {
        SYSTEM.close();
    }

    @Test
    void a_topic_that_lost_records_is_not_written_to_before_they_are_back() throws Exception {
        var users = SYSTEM.users;
        users.start();
        new Shop(SYSTEM).registered(1);
        await("noted by the relay").until(() -> SYSTEM.rows(users).number("SELECT count(*) FROM relay_positions") > 0);
        assertThat(users.stop()).isZero();

        var admin = SYSTEM.topics.admin;
        admin.deleteTopics(List.of("user-events")).all().get();
        await("it is gone").until(() -> !admin.listTopics().names().get().contains("user-events"));
        admin.createTopics(List.of(new NewTopic("user-events", 12, (short) 1)))
                .all()
                .get();
        users.begin();

        await("it says what mends it").until(() -> users.log.says("not ready", "user-events reconcile"));
        assertThat(users.get("/health/ready").status()).isEqualTo(503);
        assertThat(users.get("/health/ready").body()).contains("reconcile --execute");
        assertThat(users.isLive()).isTrue();
    }

    @Test
    void a_topic_whose_partitions_have_become_more_is_refused() throws Exception {
        var letters = SYSTEM.letters;
        letters.start();
        assertThat(letters.stop()).isZero();

        var more = Map.of("notification-commands", NewPartitions.increaseTo(13));
        SYSTEM.topics.admin.createPartitions(more).all().get();
        letters.begin();

        assertThat(letters.exitCode()).isEqualTo(78);
        assertThat(letters.log.says("notification-commands", "13 partitions", "12"))
                .isTrue();
    }
}
