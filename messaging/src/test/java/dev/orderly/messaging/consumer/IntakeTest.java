package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Topic LABELS = new Topic("label-events", Topic.Retention.FOR_EVER, List.of());
    private static final String THROTTLED = "box-commands";
    private static final TopicPartition ZERO = new TopicPartition("label-events", 0);
    private static final TopicPartition ONE = new TopicPartition("label-events", 1);

    private final SettableTime clock = new SettableTime();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});
    private final Timers timers = new Timers();
    private final Kafka kafka = new Kafka();
    private boolean isFaulty;
    private final Intake intake = intake();

    @Test
    void what_was_polled_and_could_not_even_be_looked_at_is_polled_again() {
        begins(ZERO, ONE);
        isFaulty = true;
        kafka.add(ZERO, 0, 1);
        kafka.add(ZERO, 1, 2);
        kafka.add(ONE, 0, 1);
        assertThatThrownBy(intake::once).isInstanceOf(IllegalStateException.class);
        isFaulty = false;
        kafka.add(ZERO, 0, 1);
        kafka.add(ZERO, 1, 2);
        kafka.add(ONE, 0, 1);
        intake.once();
        assertThat(outcomes()).containsExactly("Handled", "Handled", "Handled");
    }

    @Test
    void a_position_that_cannot_be_told_in_time_does_not_leave_offsets_without_a_note() {
        kafka.hasNoPosition = true;
        begins(ZERO);
        kafka.hasNoPosition = false;
        kafka.add(ZERO, 0, 1);
        intake.once();
        store.dropIdentities();
        kafka.seek(ZERO, 0);
        kafka.add(ZERO, 0, 1);
        intake.once();
        assertThat(outcomes()).containsExactly("Handled", "Duplicate");
    }

    /// Others' transactions end with a marker, which has an offset and is no record.
    @Test
    void a_deadline_does_not_wait_for_an_offset_at_which_there_is_no_record() {
        begins(ZERO);
        kafka.add(ZERO, 0, 1);
        kafka.updateEndOffsets(Map.of(ZERO, 2L));
        intake.once();
        kafka.seek(ZERO, 2); // as Kafka's own consumer does behind a marker
        clock.passes(Duration.ofSeconds(1));
        intake.once();
        assertThat(timers.fired).containsKey(0);
    }

    @Test
    void a_clock_that_was_set_back_holds_up_nothing() {
        begins(ZERO, ONE, new TopicPartition(THROTTLED, 7));
        timers.room = 0;
        kafka.leaderless = ONE;
        intake.once();
        kafka.leaderless = null;
        timers.counted = Set.of();
        clock.passes(Duration.ofHours(-1));
        kafka.add(ZERO, 0, 1);
        kafka.updateEndOffsets(Map.of(ZERO, 1L));
        intake.once();
        assertThat(timers.fired).isEqualTo(Map.of(0, clock.instant(), 1, clock.instant()));
        assertThat(timers.counted).containsExactly(7);
        assertThat(kafka.committed(Set.of(ZERO))).containsKey(ZERO);
    }

    @Test
    void a_partition_that_cannot_be_read_holds_up_the_deadlines_of_no_other() {
        begins(ZERO, ONE);
        kafka.updateEndOffsets(Map.of(ZERO, 5L, ONE, 0L));
        intake.once();
        assertThat(timers.fired.keySet()).containsExactly(1);
        clock.passes(Duration.ofMinutes(1));
        intake.once();
        intake.once();
        assertThat(timers.fired).isEqualTo(Map.of(1, clock.instant()));
    }

    @Test
    void a_partition_without_a_leader_holds_up_neither_the_deadlines_of_others_nor_what_is_handled() {
        begins(ZERO, ONE);
        kafka.leaderless = ZERO;
        kafka.add(ONE, 0, 1);
        kafka.updateEndOffsets(Map.of(ONE, 1L));
        intake.once();
        clock.passes(Duration.ofSeconds(1));
        intake.once();
        assertThat(timers.fired.keySet()).containsExactly(1);
        assertThat(kafka.committed(Set.of(ONE))).containsKey(ONE);

        kafka.leaderless = null;
        clock.passes(Duration.ofMinutes(1));
        intake.once();
        assertThat(timers.fired).isEqualTo(Map.of(0, clock.instant(), 1, clock.instant()));
    }

    @Test
    void a_partition_without_a_leader_is_not_waited_for_at_every_look() {
        begins(ZERO, ONE);
        kafka.leaderless = ZERO;
        for (int look = 0; look < 10; look++) {
            intake.once();
            clock.passes(Intake.Limits.DEFAULT.timers());
        }
        assertThat(kafka.waits).isEqualTo(2);
    }

    @Test
    void a_partition_whose_position_cannot_be_told_holds_up_no_other() {
        begins(ZERO, ONE);
        kafka.unplaced = ZERO;
        intake.once();
        assertThat(timers.fired.keySet()).containsExactly(1);
    }

    @Test
    void a_cluster_that_is_away_is_not_asked_for_each_partition() {
        begins(
                ZERO,
                ONE,
                new TopicPartition("label-events", 2),
                new TopicPartition("label-events", 3),
                new TopicPartition("label-events", 4));
        kafka.isAway = true;
        intake.once();
        assertThat(kafka.waits).isEqualTo(4);
        assertThat(timers.fired).isEmpty();
    }

    @Test
    void room_is_counted_for_the_partitions_of_the_topic_that_is_throttled() {
        begins(ZERO, new TopicPartition(THROTTLED, 7));
        intake.once();
        assertThat(timers.counted).containsExactly(7);
    }

    private void begins(TopicPartition... partitions) {
        intake.open();
        for (var partition : partitions) {
            kafka.updateBeginningOffsets(Map.of(partition, 0L));
            kafka.updateEndOffsets(Map.of(partition, 0L));
        }
        kafka.rebalance(List.of(partitions));
    }

    private List<String> outcomes() {
        return telemetry.of(MessageDone.class).stream()
                .map(MessageDone::outcome)
                .map(IntakeTest::word)
                .toList();
    }

    private static String word(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    private Intake intake() {
        var subscription =
                new Subscription<>(LABELS, this::heeds, new BoxItems.OnlyKept(), Optional.of(Boxes.LABELLED));
        var line = new Line(
                "boxes",
                store,
                List.of(Boxes.BOXES, Boxes.LABELLED),
                new Publication("/orderly/boxes", List.of(Boxes.EVENTS)),
                clock,
                telemetry,
                () -> {});
        return new Intake(
                kafka,
                new Sorting("/orderly/boxes", List.of(subscription)),
                line,
                store,
                timers,
                () -> Long.MAX_VALUE,
                Map.of("label-events", UUID.randomUUID(), THROTTLED, UUID.randomUUID()),
                clock,
                telemetry,
                Intake.Limits.DEFAULT);
    }

    private boolean heeds(String source) {
        if (isFaulty) {
            throw new IllegalStateException("on purpose");
        }
        return source.equals("/label");
    }

    /// A consumer to which records are brought.
    private static final class Kafka extends MockConsumer<byte[], byte[]> {
        private boolean hasNoPosition;
        private @Nullable TopicPartition unplaced;
        private @Nullable TopicPartition leaderless;
        private int waits;
        private boolean isAway;

        Kafka() {
            super("earliest");
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration patience) {
            if (hasNoPosition || partition.equals(unplaced)) {
                throw new TimeoutException("on purpose");
            }
            return super.position(partition, patience);
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration patience) {
            if (isAway || partitions.contains(leaderless)) {
                waits++;
                throw new TimeoutException("on purpose");
            }
            return super.endOffsets(partitions, patience);
        }

        /// A fact about the box that is named as its partition.
        void add(TopicPartition to, long offset, long sequence) {
            var value = """
                    {"type":"label.burnt","source":"/label","id":"%d-%d","subject":"box-%1$d","sequence":"%2$d","data":{}}""".formatted(to.partition(), sequence);
            addRecord(new ConsumerRecord<>(
                    to.topic(), to.partition(), offset, new byte[0], value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// Timers of which one is always due; it remembers up to when those of each partition were fired.
    private static final class Timers implements Deadlines {
        private final Map<Integer, Instant> fired = new HashMap<>();
        private Set<Integer> counted = Set.of();
        private int room = Integer.MAX_VALUE;

        @Override
        public String answers() {
            return "label-events";
        }

        @Override
        public boolean anyDue(Instant now, Set<Integer> partitions) {
            return !partitions.isEmpty();
        }

        @Override
        public List<Item> due(Instant until, Set<Integer> partitions, int most) {
            partitions.forEach(partition -> fired.put(partition, until));
            return new ArrayList<>();
        }

        @Override
        public String throttled() {
            return THROTTLED;
        }

        @Override
        public int room(Set<Integer> partitions) {
            counted = partitions;
            return room;
        }
    }
}
