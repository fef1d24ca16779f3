package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.store.Boxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopologyTest {

    /// Brokers may have defaults of their own.
    @Test
    void facts_and_dead_letters_are_deleted_neither_by_age_nor_by_size() {
        try (var admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", Brokers.shared().kafka()))) {
            var wanted = new Topology(admin, 1).wanted(List.of(Boxes.EVENTS, Boxes.COMMANDS), "boxes");
            assertThat(List.of("box-events", "boxes-dlt"))
                    .allSatisfy(name -> assertThat(wanted.get(name).configs())
                            .containsEntry("retention.ms", "-1")
                            .containsEntry("retention.bytes", "-1"));
            assertThat(wanted.get("box-commands").configs()).doesNotContainEntry("retention.ms", "-1");
        }
    }

    @Test
    void offsets_of_an_earlier_topic_are_forgotten_once_the_group_has_no_members() throws Exception {
        var group = "boxes-" + UUID.randomUUID();
        var topic = new TopicPartition(group, 0);
        Map<String, Object> kafka = Map.of("bootstrap.servers", Brokers.shared().kafka());
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic.topic(), 1, (short) 1)))
                    .all()
                    .get();
            var topology = new Topology(admin, 1);
            var shapes = topology.describe(List.of(topic.topic()));
            try (var member = new KafkaClients(group, kafka).member()) {
                member.subscribe(List.of(topic.topic()));
                await("it is a member").until(() -> {
                    member.poll(Duration.ofMillis(100));
                    return member.assignment().contains(topic);
                });
                member.commitSync(
                        Map.of(topic, new OffsetAndMetadata(3, UUID.randomUUID().toString())));
                assertThat(topology.forgetEarlier(group, shapes)).isFalse();
                assertThat(topology.committed(group)).containsKey(topic);
            }
            assertThat(topology.forgetEarlier(group, shapes)).isTrue();
            assertThat(topology.committed(group)).isEmpty();
        }
    }

    @Test
    void a_kafka_that_is_away_is_waited_for_as_long_as_is_asked() {
        var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:1"));
        try {
            assertThatThrownBy(() -> new Topology(admin, 1).committed("boxes", Duration.ofMillis(30)))
                    .isInstanceOf(KafkaAway.class)
                    .hasMessage("no answer within 30 ms");
        } finally {
            admin.close(Duration.ZERO); // else it waits for the answer itself
        }
    }
}
