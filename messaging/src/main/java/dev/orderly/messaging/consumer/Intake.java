package dev.orderly.messaging.consumer;

import dev.orderly.messaging.outbox.OutboxException;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// Brings what Kafka holds to the line, batch by batch, and settles offsets once the relay is there. One thread.
public final class Intake {

    /// Limits of the intake.
    ///
    /// @param settle how often offsets are committed, and streams that wait have their turn
    /// @param timers how often timers are looked at
    /// @param due timers fired at once, and streams that have their turn together, at most
    /// @param backlog outbox ids that the relay may be behind before nothing more is taken
    /// @param pause the longest wait before a batch that the world refused is tried again
    public record Limits(Duration settle, Duration timers, int due, long backlog, Duration pause) {
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(1), Duration.ofMillis(250), 500, 200_000, Duration.ofSeconds(5));
    }

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofMillis(1_500);
    private static final Duration LEAVING = Duration.ofMillis(500);
    private static final Duration PLACING = Duration.ofMillis(200);
    private static final Duration REVOKED = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final Sorting sorting;
    private final Line line;
    private final Deadlines deadlines;
    private final LongSupplier cursor;
    private final Map<String, UUID> topicIds;
    private final InstantSource clock;
    private final Telemetry telemetry;
    private final Limits limits;

    private final Settlement settlement = new Settlement();
    private final Room room;
    private final BackOff backOff;
    private final Recall recall;
    private final Map<TopicPartition, Long> covered = new HashMap<>();
    private final Barriers barriers;
    private Instant settled = Instant.MIN;
    private Instant lookedAtTimers = Instant.MIN;
    private Instant seen = Instant.MIN;
    private List<Item> underWay = List.of();
    private long relayed;
    private boolean closing;

    /// @param cursor the outbox id up to which Kafka has everything
    public Intake(
            Consumer<byte[], byte[]> consumer,
            Sorting sorting,
            Line line,
            Store store,
            Deadlines deadlines,
            LongSupplier cursor,
            Map<String, UUID> topicIds,
            InstantSource clock,
            Telemetry telemetry,
            Limits limits) {
        this.consumer = consumer;
        this.sorting = sorting;
        this.line = line;
        this.deadlines = deadlines;
        this.room = new Room(deadlines);
        this.barriers = new Barriers(consumer, deadlines, limits.due());
        this.cursor = cursor;
        this.topicIds = Map.copyOf(topicIds);
        this.clock = clock;
        this.telemetry = telemetry;
        this.limits = limits;
        this.backOff = new BackOff(telemetry, limits.pause());
        this.recall = new Recall(store, sorting::returning, limits.due());
    }

    public void open() {
        consumer.subscribe(sorting.topics(), new Ownership());
    }

    /// Takes one poll's messages to their outcomes, fires timers that fell due, and settles.
    ///
    /// @return how long to wait: not at all, since polling waits
    public Duration once() {
        var now = clock.instant();
        if (now.isBefore(seen)) {
            clockWasSetBack();
        }
        seen = now;
        underWay = List.of();
        try {
            valves(now);
            take();
            if (backOff.isOver(now)) {
                timers(now);
                waiting(now);
                settle(now);
            }
        } catch (StoreException e) {
            backOff.failed(now, clock.instant(), underWay, e);
        }
        return Duration.ZERO;
    }

    /// What has its turn by the clock has it now, else only when the clock is again where it was.
    private void clockWasSetBack() {
        settled = Instant.MIN;
        lookedAtTimers = Instant.MIN;
        backOff.resume();
        room.forget();
        barriers.forget();
    }

    private Progress handle(List<Item> items) {
        underWay = items;
        var progress = line.handle(items);
        underWay = List.of();
        return progress;
    }

    /// Waits a little for the relay to bring out what follows from the last batches, commits, and leaves the group.
    public void close() throws InterruptedException {
        try {
            var end = System.nanoTime() + CLOSING.toNanos();
            while (!settlement.isEmpty() && System.nanoTime() < end) {
                commit(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                Thread.sleep(POLL);
            }
        } catch (KafkaException | StoreException | OutboxException e) {
            telemetry.emit(new Signal.Unsettled(Causes.told(e)));
        }
        closing = true;
        consumer.close(CloseOptions.timeout(LEAVING));
    }

    private void valves(Instant now) {
        var closed = !backOff.isOver(now) || settlement.behind(relayed) > limits.backlog();
        var assignment = consumer.assignment();
        room.count(mine(deadlines.throttled()), now);
        var pause = assignment.stream()
                .filter(partition -> closed || !room.isLeftFor(partition.topic()))
                .collect(Collectors.toSet());
        var paused = consumer.paused();
        if (!pause.equals(paused)) {
            consumer.resume(paused);
            consumer.pause(pause);
        }
    }

    private void take() {
        var items = new ArrayList<Item>();
        var first = new HashMap<TopicPartition, OffsetAndMetadata>();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        var records = consumer.poll(recall.isFlowing() ? Duration.ZERO : POLL);
        records.partitions()
                .forEach(partition -> first.put(
                        partition,
                        SettledOffset.before(records.records(partition).getFirst())));
        try {
            for (var partition : records.partitions()) {
                for (var record : records.records(partition)) {
                    if (!room.isLeftFor(partition.topic())) {
                        consumer.seek(partition, SettledOffset.before(record));
                        break;
                    }
                    room.take(partition.topic());
                    var received = Records.received(record, topicIds);
                    items.add(sorting.item(
                            received, Math.min(covered.getOrDefault(partition, record.offset()), record.offset())));
                    covered.put(partition, record.offset() + 1);
                    offsets.put(
                            partition, SettledOffset.at(record.offset() + 1, record.leaderEpoch(), received.topicId()));
                }
            }
            var progress = handle(items);
            if (!items.isEmpty()) {
                settlement.add(progress.lastRow(), offsets);
            }
        } catch (RuntimeException e) { // whatever it is: what was polled and not handled must be polled again
            first.forEach(consumer::seek);
            first.forEach((partition, place) -> covered.put(partition, place.offset()));
            throw e;
        }
    }

    private void timers(Instant now) {
        if (!now.isBefore(lookedAtTimers.plus(limits.timers()))) {
            lookedAtTimers = now;
            barriers.fire(now, this::handle);
        }
    }

    private void waiting(Instant now) {
        var isTime = !now.isBefore(settled.plus(limits.settle()));
        recall.went(handle(isTime ? recall.turn() : recall.flow()).freed());
    }

    private void settle(Instant now) {
        if (now.isBefore(settled.plus(limits.settle()))) {
            return;
        }
        settled = now;
        relayed = cursor.getAsLong();
        var offsets = settlement.upTo(relayed);
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (_, failure) -> {
                if (failure != null) {
                    settlement.again(offsets);
                    telemetry.emit(new Signal.Unsettled(Causes.told(failure)));
                }
            });
        }
    }

    private void commit(Duration atMost) {
        var offsets = settlement.upTo(cursor.getAsLong());
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, atMost);
            } catch (KafkaException e) {
                settlement.again(offsets);
                throw e;
            }
        }
    }

    /// The partitions of a topic that are this instance's.
    private Set<Integer> mine(String topic) {
        return consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private final class Ownership implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            barriers.forget();
            room.forget();
            EarlierTopics.leave(consumer, partitions, topicIds);
            partitions.forEach(this::cover);
        }

        /// Of a partition whose leader is away it cannot be told where it is read from; its first record tells.
        private void cover(TopicPartition partition) {
            try {
                covered.put(partition, consumer.position(partition, PLACING));
            } catch (RetriableException _) {
                covered.remove(partition);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                if (!closing) { // else it was tried for long enough
                    commit(REVOKED);
                }
            } catch (KafkaException | OutboxException e) {
                telemetry.emit(new Signal.Unsettled(Causes.told(e)));
            } finally {
                onPartitionsLost(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            settlement.forget(partitions);
            partitions.forEach(covered::remove);
            barriers.forget();
        }
    }
}
