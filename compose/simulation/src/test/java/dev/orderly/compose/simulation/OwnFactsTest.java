package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Intake;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What user-events wrote itself comes back to it, among facts that others wrote to the same topic.
class OwnFactsTest {
    private static final TopicPartition COMMANDS = new TopicPartition("user-commands", 0);
    private static final TopicPartition EVENTS = new TopicPartition("user-events", 0);

    private final SettableTime clock = new SettableTime();
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    private final Intake intake = intake();

    @Test
    void a_deposit_is_not_made_again_because_somebody_wrote_a_fact_that_cannot_be_adopted() {
        kafka.rebalance(List.of(COMMANDS, EVENTS));
        add(COMMANDS, 0, """
                {"type":"user.register","data":{"userId":"ada","name":"Ada","email":"ada@example.org","openingCredit":100}}""");
        add(COMMANDS, 1, """
                {"type":"user.deposit-credit","data":{"userId":"ada","amount":50}}""");
        intake.once();
        var own = rows();
        add(EVENTS, 0, """
                {"type":"user.credit-reserved","sequence":"9","data":{"userId":"ada","orderId":"o-1","amount":1,"available":1}}""");
        add(EVENTS, 1, own.get(0));
        add(EVENTS, 2, own.get(1));
        for (int i = 0; i < 3; i++) {
            clock.passes(Duration.ofSeconds(2));
            intake.once();
        }
        assertThat(rows().stream().filter(row -> row.contains("credit-deposited")))
                .hasSize(1);
        assertThat(store.waiting()).isEmpty();
    }

    private void add(TopicPartition to, long offset, String value) {
        kafka.addRecord(new ConsumerRecord<>(
                to.topic(), to.partition(), offset, new byte[0], value.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> rows() {
        return store.outbox(1, Long.MAX_VALUE - 1).values().stream()
                .map(OutboxRow::payload)
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .toList();
    }

    private Intake intake() {
        var plan = SimService.ALL.getFirst();
        var telemetry = new RecordingTelemetry();
        var line = new Line("user-events", store, plan.told().kinds(), plan.publication(), clock, telemetry, () -> {});
        var all = new Intake(
                kafka,
                plan.sorting(),
                line,
                store,
                Deadlines.NONE,
                () -> Long.MAX_VALUE,
                plan.sorting().topics().stream().collect(Collectors.toMap(topic -> topic, SimKafka::id)),
                clock,
                telemetry,
                Intake.Limits.DEFAULT);
        all.open();
        kafka.updateBeginningOffsets(Map.of(COMMANDS, 0L, EVENTS, 0L));
        return all;
    }
}
