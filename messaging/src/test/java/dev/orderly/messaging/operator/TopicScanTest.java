package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicScanTest {
    private static final TopicPartition FIRST = new TopicPartition("things", 0);
    private static final TopicPartition SECOND = new TopicPartition("things", 1);

    private final Kafka kafka = new Kafka();
    private final TopicScan scan = new TopicScan(kafka, Map.of("things", UUID.randomUUID()));

    @Test
    void all_of_each_stretch_is_taken_in_order_and_nothing_beyond() throws Exception {
        var taken = new HashMap<TopicPartition, List<Long>>();
        scan.read(List.of(new Stretch(FIRST, 3, 8), new Stretch(SECOND, 0, 4), new Stretch(SECOND, 4, 4)), records -> {
            for (var record : records) {
                taken.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>())
                        .add(record.offset());
            }
        });
        assertThat(taken).isEqualTo(Map.of(FIRST, List.of(3L, 4L, 5L, 6L, 7L), SECOND, List.of(0L, 1L, 2L, 3L)));
        assertThat(kafka.assignment()).isEmpty();
    }

    @Test
    void what_is_prepared_is_taken_with_how_far_its_own_poll_came() throws Exception {
        var taken = new ArrayList<String>();
        scan.readWhile(List.of(new Stretch(FIRST, 0, 4)), List::size, (size, next) -> taken.add(size + " " + next));
        assertThat(taken).containsExactly("2 {things-0=2}", "2 {things-0=4}");
    }

    /// The client goes back to the beginning of a partition that has lost its end.
    @Test
    void nothing_before_a_stretch_is_taken_and_nothing_twice_wherever_the_client_goes() throws Exception {
        var taken = new ArrayList<Long>();
        var told = new ArrayList<Long>();
        kafka.goesBackAt(1, 3);
        scan.readWhile(
                List.of(new Stretch(FIRST, 3, 8)),
                records -> records.stream().map(Received::offset).toList(),
                (offsets, next) -> {
                    taken.addAll(offsets);
                    told.addAll(next.values());
                    return true;
                });
        assertThat(taken).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(told).isSorted().startsWith(3L).endsWith(8L);
    }

    @Test
    void who_does_not_want_to_go_on_gets_no_more() throws Exception {
        var taken = new ArrayList<Integer>();
        scan.readWhile(List.of(new Stretch(FIRST, 0, 10)), List::size, (size, _) -> {
            taken.add(size);
            return taken.size() < 2;
        });
        assertThat(taken).containsExactly(2, 2);
        assertThat(kafka.assignment()).isEmpty();
    }

    @Test
    void a_fault_is_its_callers_whoever_finds_it() {
        var all = List.of(new Stretch(FIRST, 0, 10));
        assertThatThrownBy(() -> scan.read(
                        all,
                        _ -> {
                            throw new IllegalStateException("prepared");
                        },
                        _ -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("prepared");
        assertThatThrownBy(() -> scan.read(all, _ -> {
                    throw new IOException("taken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("taken");
        assertThat(kafka.assignment()).isEmpty();
    }

    @Test
    void nothing_is_asked_of_kafka_where_there_is_nothing_to_read() throws Exception {
        scan.read(List.of(new Stretch(FIRST, 5, 5)), _ -> {
            throw new IOException("taken");
        });
    }

    /// Has records without end, two a poll of one partition after the other.
    private static final class Kafka extends MockConsumer<byte[], byte[]> {
        private final Set<Integer> goingBack = new HashSet<>();
        private int polls;

        Kafka() {
            super("earliest");
            updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        }

        /// At these polls, from 1 on.
        void goesBackAt(Integer... polls) {
            goingBack.addAll(List.of(polls));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            var reading = assignment().stream()
                    .filter(each -> !paused().contains(each))
                    .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                    .toList();
            var partition = reading.get(polls++ % reading.size());
            if (goingBack.contains(polls)) {
                seek(partition, 0);
            }
            var from = position(partition);
            for (long offset = from; offset < from + 2; offset++) {
                addRecord(new ConsumerRecord<>("things", partition.partition(), offset, new byte[0], new byte[0]));
            }
            return super.poll(timeout);
        }
    }
}
