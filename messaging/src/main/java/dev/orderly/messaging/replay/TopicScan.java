package dev.orderly.messaging.replay;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads stretches of partitions from end to end, outside any group.
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, UUID> topicIds;

    TopicScan(Consumer<byte[], byte[]> consumer, Map<String, UUID> topicIds) {
        this.consumer = consumer;
        this.topicIds = Map.copyOf(topicIds);
    }

    /// Offsets `from` (inclusive) to `to` (exclusive).
    record Stretch(TopicPartition partition, long from, long to) {
        long length() {
            return Math.max(0, to - from);
        }
    }

    /// Takes the records of a poll.
    interface Reader {
        void read(List<Received> records) throws Exception;
    }

    /// Takes the records of a poll, and says whether to go on.
    interface SteppingReader {

        /// @param next of each partition that is being read, the first offset behind these records
        boolean read(List<Received> records, Map<TopicPartition, Long> next) throws Exception;
    }

    /// Those of one partition in order.
    void read(Collection<Stretch> stretches, Reader reader) throws Exception {
        readWhile(stretches, (records, _) -> {
            if (!records.isEmpty()) {
                reader.read(records);
            }
            return true;
        });
    }

    /// The same, until the reader does not want to go on; offsets without a record are passed to it, too.
    void readWhile(Collection<Stretch> stretches, SteppingReader reader) throws Exception {
        var ends = new HashMap<TopicPartition, Long>();
        stretches.stream()
                .filter(stretch -> stretch.length() > 0)
                .forEach(each -> ends.put(each.partition(), each.to()));
        consumer.assign(ends.keySet());
        stretches.stream()
                .filter(stretch -> ends.containsKey(stretch.partition()))
                .forEach(stretch -> consumer.seek(stretch.partition(), stretch.from()));
        var goesOn = true;
        while (goesOn && !ends.isEmpty()) {
            var records = new ArrayList<Received>();
            for (var record : consumer.poll(POLL)) {
                if (isWithin(record, ends)) {
                    records.add(Records.received(record, topicIds));
                }
            }
            var next = new HashMap<TopicPartition, Long>();
            ends.forEach((partition, end) -> next.put(partition, Math.min(end, consumer.position(partition))));
            goesOn = reader.read(records, next);
            var read = ends.entrySet().stream()
                    .filter(end -> end.getValue().equals(next.get(end.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            ends.keySet().removeAll(read);
            consumer.pause(read);
        }
        consumer.unsubscribe();
    }

    private static boolean isWithin(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> ends) {
        var end = ends.get(new TopicPartition(record.topic(), record.partition()));
        return end != null && record.offset() < end;
    }
}
