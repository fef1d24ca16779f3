package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.MemoryStore.Moment;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// A partition that loses its tail, and gives the same offsets to other records.
class IntakeEpochsTest {
    private static final TopicPartition PARTITION = new TopicPartition("things", 0);
    private static final UUID TOPIC_ID = UUID.randomUUID();
    private static final Topic THINGS = new Topic("things", Topic.Retention.SEVEN_DAYS, List.of());

    private final Kafka kafka = new Kafka();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final SettableTime time = new SettableTime();
    private boolean isAway;
    private int room = Integer.MAX_VALUE;
    private final Intake intake = intake();

    @Test
    void what_comes_at_offsets_that_were_handled_and_lost_is_handled_once() {
        begin();
        add(3, 0, 1, 2);
        intake.once();
        kafka.seek(PARTITION, 1); // as Kafka's own consumer does when it notices
        add(5, 1, 2, 3);
        intake.once();
        kafka.seek(PARTITION, 0);
        add(3, 0);
        add(5, 1, 2, 3);
        intake.once();
        assertThat(outcomes())
                .containsExactly(
                        "0 DeadLettered",
                        "1 DeadLettered",
                        "2 DeadLettered",
                        "1 DeadLettered",
                        "2 DeadLettered",
                        "3 DeadLettered",
                        "0 Duplicate",
                        "1 Duplicate",
                        "2 Duplicate",
                        "3 Duplicate");
    }

    @Test
    void a_settled_offset_tells_who_appended_the_record_before_it_and_in_which_topic() {
        begin();
        add(3, 0, 1);
        intake.once();
        time.passes(Duration.ofSeconds(2));
        intake.once();
        assertThat(kafka.committed(Set.of(PARTITION)))
                .containsEntry(PARTITION, SettledOffset.at(2, Optional.of(3), TOPIC_ID));
    }

    @Test
    void what_is_sought_again_after_an_outage_tells_who_appended_it() {
        begin();
        add(3, 0, 1);
        isAway = true;
        intake.once();
        assertThat(kafka.sought).containsExactly(at(0, 3));
    }

    @Test
    void what_is_sought_again_for_want_of_room_tells_who_appended_it() {
        room = 1;
        begin();
        add(3, 0);
        add(4, 1);
        intake.once();
        assertThat(kafka.sought).containsExactly(at(1, 4));
    }

    private void begin() {
        intake.open();
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        kafka.rebalance(List.of(PARTITION));
        intake.once();
    }

    /// Records that cannot be read, so that each comes to something.
    private void add(int leaderEpoch, long... offsets) {
        for (var offset : offsets) {
            kafka.addRecord(new ConsumerRecord<>(
                    PARTITION.topic(),
                    PARTITION.partition(),
                    offset,
                    leaderEpoch,
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    -1,
                    null,
                    null,
                    new RecordHeaders(),
                    Optional.of(leaderEpoch)));
        }
    }

    private static OffsetAndMetadata at(long offset, int leaderEpoch) {
        return new OffsetAndMetadata(offset, Optional.of(leaderEpoch), "");
    }

    private List<String> outcomes() {
        return telemetry.of(MessageDone.class).stream()
                .map(done -> done.place().substring(done.place().indexOf('@') + 1) + " "
                        + done.outcome().getClass().getSimpleName())
                .toList();
    }

    private void befalls(Moment moment) {
        if (isAway && moment == Moment.COMMITTING) {
            throw new StoreException(Trouble.UNAVAILABLE, "gone", new Throwable());
        }
    }

    private Intake intake() {
        var store = new MemoryStore((_, _) -> false, Duration.ZERO, this::befalls);
        var subscription = new Subscription<>(THINGS, _ -> true, new BoxItems().putting, Optional.empty());
        var publication = new Publication("/orderly/boxes", List.of());
        return new Intake(
                kafka,
                new Sorting("/orderly/boxes", List.of(subscription)),
                new Line("boxes", store, List.of(), publication, time, telemetry, () -> {}),
                store,
                new Throttle(),
                () -> Long.MAX_VALUE,
                Map.of("things", TOPIC_ID),
                time,
                telemetry,
                Intake.Limits.DEFAULT);
    }

    /// A consumer that writes down where it was sent.
    private static final class Kafka extends MockConsumer<byte[], byte[]> {
        private final List<OffsetAndMetadata> sought = new ArrayList<>();

        Kafka() {
            super("earliest");
        }

        @Override
        public synchronized void seek(TopicPartition partition, OffsetAndMetadata to) {
            sought.add(to);
            super.seek(partition, to);
        }
    }

    private final class Throttle implements Deadlines {
        @Override
        public String answers() {
            return "";
        }

        @Override
        public boolean anyDue(Instant now, Set<Integer> partitions) {
            return false;
        }

        @Override
        public List<Item> due(Instant until, Set<Integer> partitions, int most) {
            return List.of();
        }

        @Override
        public String throttled() {
            return PARTITION.topic();
        }

        @Override
        public int room(Set<Integer> partitions) {
            return room;
        }
    }
}
