package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.topology.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads stretches of partitions from end to end, outside any group.
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, UUID> topicIds;

    TopicScan(Consumer<byte[], byte[]> consumer, Map<String, UUID> topicIds) {
        this.consumer = consumer;
        this.topicIds = Map.copyOf(topicIds);
    }

    /// Offsets `from` (inclusive) to `to` (exclusive).
    public record Stretch(TopicPartition partition, long from, long to) {
        public long length() {
            return Math.max(0, to - from);
        }
    }

    /// Takes what the records of a poll were made into.
    public interface Taker<T> {
        void take(T prepared) throws Exception;
    }

    /// The same, and says whether to go on.
    public interface SteppingTaker<T> {

        /// @param next of each partition that is being read, the first offset behind these records
        boolean take(T prepared, Map<TopicPartition, Long> next) throws Exception;
    }

    /// Takes the records of a poll.
    public interface Reader extends Taker<List<Received>> {}

    /// Those of one partition in order.
    ///
    /// @throws Failure if Kafka falls silent
    public void read(Collection<Stretch> stretches, Reader reader) throws Exception {
        read(stretches, records -> records, reader);
    }

    /// The same, and what can be made of records without a database is made on a thread of its own, while those
    /// of the poll before are taken.
    public <T> void read(Collection<Stretch> stretches, Function<List<Received>, T> preparation, Taker<T> taker)
            throws Exception {
        readWhile(stretches, preparation, (prepared, _) -> {
            taker.take(prepared);
            return true;
        });
    }

    /// The same, until the taker does not want to go on; it is told of offsets without a record, too.
    public <T> void readWhile(
            Collection<Stretch> stretches, Function<List<Received>, T> preparation, SteppingTaker<T> taker)
            throws Exception {
        var polling = new Polling<>(stretches, preparation);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var ahead = polling.ahead(thread);
            while (ahead.isPresent()) {
                var poll = ahead.get().get();
                ahead = polling.ahead(thread);
                if (!taker.take(poll.prepared(), poll.next())) {
                    return;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            consumer.unsubscribe();
        }
    }

    private record Poll<T>(T prepared, Map<TopicPartition, Long> next) {}

    /// Reads on, a poll at a time.
    private final class Polling<T> {
        private final Map<TopicPartition, Long> reached = new HashMap<>();
        private final Map<TopicPartition, Long> ends = new HashMap<>();
        private final Silence silence = new Silence(PATIENCE);
        private final Function<List<Received>, T> preparation;

        Polling(Collection<Stretch> stretches, Function<List<Received>, T> preparation) {
            this.preparation = preparation;
            var some =
                    stretches.stream().filter(stretch -> stretch.length() > 0).toList();
            some.forEach(each -> reached.put(each.partition(), each.from()));
            some.forEach(each -> ends.put(each.partition(), each.to()));
            consumer.assign(ends.keySet());
            some.forEach(each -> consumer.seek(each.partition(), each.from()));
        }

        /// The next poll, under way on the thread; none if all is read. Not while another is.
        Optional<Future<Poll<T>>> ahead(ExecutorService thread) {
            return ends.isEmpty() ? Optional.empty() : Optional.of(thread.submit(this::next));
        }

        private Poll<T> next() {
            var records = new ArrayList<Received>();
            for (var record : consumer.poll(POLL)) {
                if (isWithin(record)) {
                    records.add(Records.received(record, topicIds));
                }
            }
            var next = new HashMap<TopicPartition, Long>();
            ends.forEach((partition, end) -> next.put(
                    partition, reached.merge(partition, Math.min(end, consumer.position(partition)), Math::max)));
            silence.check(POLL, next);
            var read = ends.entrySet().stream()
                    .filter(end -> end.getValue().equals(next.get(end.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            ends.keySet().removeAll(read);
            consumer.pause(read);
            return new Poll<>(preparation.apply(records), next);
        }

        /// Where a partition has lost its end the client jumps back to its beginning; what was taken is not taken
        /// again.
        private boolean isWithin(ConsumerRecord<?, ?> record) {
            var partition = new TopicPartition(record.topic(), record.partition());
            var from = reached.get(partition);
            var end = ends.get(partition);
            return from != null && end != null && from <= record.offset() && record.offset() < end;
        }
    }
}
