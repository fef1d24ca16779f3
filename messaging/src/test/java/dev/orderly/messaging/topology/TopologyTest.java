package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.store.Boxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
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
