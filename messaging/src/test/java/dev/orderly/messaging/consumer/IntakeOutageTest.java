package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome.Retrying;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.MemoryStore.Moment;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class IntakeOutageTest {
    private static final TopicPartition PARTITION = new TopicPartition("things", 0);
    private static final Topic THINGS = new Topic("things", Topic.Retention.SEVEN_DAYS, List.of());

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final SettableTime time = new SettableTime();
    private boolean isAway;
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, this::befalls);
    private final Intake intake = intake();

    @Test
    void an_outage_is_told_once_for_the_batch_it_meets_and_the_batch_is_handled_when_it_is_over() {
        begin();
        arrive();
        isAway = true;
        intake.once();
        assertThat(telemetry.signals()).hasSize(1);
        var line = telemetry.of(Signal.BatchRetrying.class).getFirst();
        assertThat(line.first().place()).isEqualTo("things[0]@0");
        assertThat(line.messages()).isEqualTo(3);
        isAway = false;
        arrive();
        time.passes(Duration.ofSeconds(1));
        intake.once();
        assertThat(telemetry.of(MessageDone.class))
                .extracting(MessageDone::place)
                .containsExactly("things[0]@0", "things[0]@1", "things[0]@2");
    }

    @Test
    void attempts_count_up_and_pauses_grow_though_polls_that_bring_nothing_go_well_in_between() {
        begin();
        isAway = true;
        for (int i = 0; i < 8; i++) {
            arrive();
            intake.once();
            time.passes(pause());
            intake.once(); // the records are still being fetched again
            time.passes(Duration.ofSeconds(1));
        }
        assertThat(telemetry.of(Signal.BatchRetrying.class))
                .extracting(line -> ((Retrying) line.first().outcome()).attempt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(pause()).isEqualTo(Intake.Limits.DEFAULT.pause());
    }

    @Test
    void a_clock_that_was_set_back_makes_no_pause_longer() {
        begin();
        arrive();
        isAway = true;
        intake.once();
        isAway = false;
        arrive();
        time.passes(Duration.ofHours(-1));
        intake.once();
        assertThat(telemetry.of(MessageDone.class)).hasSize(3);
    }

    @Test
    void nor_does_one_that_was_set_back_by_less_than_the_outage_has_lasted() {
        begin();
        arrive();
        isAway = true;
        intake.once();
        time.passes(Duration.ofMinutes(10));
        arrive();
        intake.once();
        isAway = false;
        arrive();
        time.passes(Duration.ofMinutes(-5));
        intake.once();
        assertThat(telemetry.of(MessageDone.class)).hasSize(3);
    }

    private Duration pause() {
        var last = telemetry.of(Signal.BatchRetrying.class).getLast();
        return ((Retrying) last.first().outcome()).delay();
    }

    /// Once more when the batch was sought again: this consumer forgets what it has given.
    private void arrive() {
        for (int offset = 0; offset < 3; offset++) {
            consumer.addRecord(new ConsumerRecord<>("things", 0, offset, null, null));
        }
    }

    private void begin() {
        intake.open();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        intake.once();
    }

    private void befalls(Moment moment) {
        if (isAway && moment == Moment.COMMITTING) {
            throw new StoreException(Trouble.UNAVAILABLE, "gone", new Throwable());
        }
    }

    private Intake intake() {
        var subscription = new Subscription<>(THINGS, _ -> true, new BoxItems().putting, Optional.empty());
        return new Intake(
                consumer,
                new Sorting("/orderly/boxes", List.of(subscription)),
                new Line(
                        "boxes",
                        store,
                        List.of(),
                        new Publication("/orderly/boxes", List.of()),
                        time,
                        telemetry,
                        () -> {}),
                store,
                Deadlines.NONE,
                () -> Long.MAX_VALUE,
                Map.of("things", UUID.randomUUID()),
                time,
                telemetry,
                Intake.Limits.DEFAULT);
    }
}
