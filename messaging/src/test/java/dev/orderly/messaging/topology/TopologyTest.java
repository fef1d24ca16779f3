package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.store.Boxes;
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
}
