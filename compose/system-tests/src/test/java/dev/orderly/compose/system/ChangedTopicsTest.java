package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
        users.commands().run("reconcile", "--execute").done();
        users.awaitReady();
    }

    /// A service that still ran has committed them after the topic was deleted.
    @Test
    void offsets_of_an_earlier_topic_of_the_same_name_neither_skip_records_of_this_one_nor_hold_them_up()
            throws Exception {
        var users = SYSTEM.users;
        users.start();
        new Shop(SYSTEM).registered(1);
        assertThat(users.stop()).isZero();
        makeAnew("user-commands");
        var key = Shop.id("key");
        var ids = List.of(Shop.id("user"), Shop.id("user"), Shop.id("user"), Shop.id("user"));
        var partition = 0;
        for (var id : ids) {
            partition = SYSTEM.topics
                    .send("user-commands", key, Commands.registration(id, 1))
                    .partition();
        }
        var settled =
                new OffsetAndMetadata(3, Optional.of(57), UUID.randomUUID().toString());
        SYSTEM.topics
                .admin
                .alterConsumerGroupOffsets(
                        "user-events", Map.of(new TopicPartition("user-commands", partition), settled))
                .all()
                .get();
        users.start();
        ids.forEach(id -> await(id).until(() -> new Shop(SYSTEM).user(id).status() == 200));
    }

    @Test
    void of_a_topic_that_is_made_anew_beneath_a_running_service_all_is_handled() throws Exception {
        var users = SYSTEM.users;
        users.start();
        var key = Shop.id("key");
        for (int i = 0; i < 5; i++) {
            var id = Shop.id("user");
            SYSTEM.topics.send("user-commands", key, Commands.registration(id, 1));
            await(id).until(() -> new Shop(SYSTEM).user(id).status() == 200);
        }
        makeAnew("user-commands");
        var ids = IntStream.range(0, 8).mapToObj(_ -> Shop.id("user")).toList();
        ids.forEach(id -> SYSTEM.topics.send("user-commands", key, Commands.registration(id, 1)));
        ids.forEach(id -> await(id).until(() -> new Shop(SYSTEM).user(id).status() == 200));
    }

    /// A service that runs may be the one that makes it.
    private static void makeAnew(String topic) throws Exception {
        var admin = SYSTEM.topics.admin;
        var before = id(topic);
        admin.deleteTopics(List.of(topic)).all().get();
        await("it is another").until(() -> {
            admin.createTopics(List.of(new NewTopic(topic, 12, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .exceptionally(_ -> null)
                    .get();
            var now = id(topic);
            return now.isPresent() && !now.equals(before);
        });
    }

    /// None as long as there is no such topic.
    private static Optional<Uuid> id(String topic) throws Exception {
        return SYSTEM.topics
                .admin
                .describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(found -> Optional.of(found.topicId()))
                .exceptionally(_ -> Optional.empty())
                .get();
    }

    @AfterEach
    void stop() {
        if (SYSTEM.users.isAlive()) {
            SYSTEM.users.stop();
        }
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
