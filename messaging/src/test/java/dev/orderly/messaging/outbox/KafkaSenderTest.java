package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.outbox.OutboxSource.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
    private final Map<String, Object> connection =
            Map.of("bootstrap.servers", Brokers.shared().kafka());
    private final String topic = "parcels-" + UUID.randomUUID();
    private final ConcurrentLinkedQueue<String> cut = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final KafkaSender sender = new KafkaSender(connection, cut::add);

    @AfterEach
    void close() {
        sender.close();
    }

    /// What lay there before another relay took over is gone.
    @Test
    void a_first_record_at_a_place_that_was_acknowledged_before_tells_of_a_lost_end_and_nothing_more_is_sent()
            throws Exception {
        try (var admin = Admin.create(connection)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        sender.goesOnFrom(List.of(new Position(topic, 0, 17, 4)));

        send("a");
        await("the first").until(() -> !told.isEmpty());
        send("b");

        assertThat(cut).containsExactly(topic + "-0");
        assertThat(told).containsExactly("the topic has lost records", "a topic has lost records");
    }

    private void send(String text) {
        sender.send(
                new Page.Row(1, topic, null, text.getBytes(StandardCharsets.UTF_8), List.of()), new Sender.Receipt() {
                    @Override
                    public void arrived(int partition, long offset) {
                        told.add("arrived at " + offset);
                    }

                    @Override
                    public void failed(Exception cause) {
                        told.add(cause.getMessage());
                    }
                });
    }
}
