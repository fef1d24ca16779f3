package dev.orderly.messaging.topology;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.topology.Landmarks.Landmark;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Whether the outbox and the topics that it fills tell the same, looked at before anything is handled or sent.
///
/// The relay notes the last own record that each partition acknowledged. A partition that ends before it, has
/// another record in its place, or is another topic's, has lost records: `reconcile` fills them in. Own facts behind
/// it that the outbox lacks mean that the database has lost rows: `recover` has them again from the topic.
public final class Agreement {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ENDS = Duration.ofSeconds(5);

    private static final String KNOWN = "SELECT message_id FROM outbox_facts WHERE message_id = ANY (?)";

    /// By the index of ids: what is repeated was sent lately, as a rule.
    private static final String RECENT = " AND id > (SELECT cursor - 1000000 FROM relay_cursor)";

    private static final String ALL = "";

    private final String service;
    private final DataSource database;
    private final Consumer<byte[], byte[]> consumer;

    /// @param consumer of no group, for this look alone
    public Agreement(String service, DataSource database, Consumer<byte[], byte[]> consumer) {
        this.service = service;
        this.database = database;
        this.consumer = consumer;
    }

    /// Which of the two lacks what the other has.
    public enum Behind {
        DATABASE,
        TOPICS
    }

    /// What is behind the other, and the command that mends it.
    public record Disagreement(Behind behind, String why, String mend) {}

    /// @param written the topics that the service writes to
    /// @param shapes of these and of the dead-letter topic
    public Optional<Disagreement> look(List<Topic> written, Map<String, Shape> shapes) throws SQLException {
        var landmarks = Landmarks.of(database);
        for (var topic : written) {
            var found = look(topic.name(), Optional.of(topic).filter(Agreement::hasFacts), landmarks, shapes);
            if (found.isPresent()) {
                return found;
            }
        }
        return look(service + "-dlt", Optional.empty(), landmarks, shapes);
    }

    private static boolean hasFacts(Topic topic) {
        return topic.retention() == Topic.Retention.FOR_EVER;
    }

    /// @param facts the topic, if it carries some
    private Optional<Disagreement> look(
            String topic, Optional<Topic> facts, Map<TopicPartition, Landmark> landmarks, Map<String, Shape> shapes)
            throws SQLException {
        var shape = Optional.ofNullable(shapes.get(topic))
                .orElseThrow(() -> new IllegalStateException("the shape of " + topic + " is not known"));
        var partitions = IntStream.range(0, shape.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        var ends = consumer.endOffsets(partitions, ENDS);
        for (var partition : partitions) {
            var landmark = landmarks.get(partition);
            if (landmark != null && isLost(landmark, shape, end(ends, partition))) {
                return Optional.of(lost(topic));
            }
        }
        return read(topic, facts, landmarks, shape, ends);
    }

    private Disagreement lost(String topic) {
        return new Disagreement(
                Behind.TOPICS,
                "topic %s has lost records that the outbox has".formatted(topic),
                "orderly " + service + " reconcile --execute");
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static boolean isLost(Landmark landmark, Shape shape, long end) {
        return !landmark.topicId().equals(shape.id()) || end <= landmark.offset();
    }

    /// Reads from the last acknowledged record on: that one must still be there, and behind it there must be no
    /// own fact that the outbox lacks. A crash between Kafka's acknowledgement and its note leaves facts there
    /// which the outbox has, above its cursor as a rule.
    private Optional<Disagreement> read(
            String topic,
            Optional<Topic> facts,
            Map<TopicPartition, Landmark> landmarks,
            Shape shape,
            Map<TopicPartition, Long> ends)
            throws SQLException {
        var pending = facts.isPresent() ? pendingFacts() : Set.<String>of();
        var reader = facts.map(carrying -> new EventReader(List.of(carrying)));
        var unseen = new HashMap<>(landmarks);
        unseen.keySet().retainAll(ends.keySet());
        var left = seek(facts.isPresent(), unseen, ends);
        while (!left.isEmpty()) {
            var doubtful = new HashSet<String>();
            for (var record : consumer.poll(POLL)) {
                var landmark = unseen.remove(new TopicPartition(record.topic(), record.partition()));
                if (landmark != null && landmark.isMissing(record)) {
                    return Optional.of(lost(topic));
                }
                reader.flatMap(it -> own(record, it, shape))
                        .filter(id -> !pending.contains(id))
                        .ifPresent(doubtful::add);
            }
            if (!doubtful.isEmpty() && lacks(doubtful)) {
                return Optional.of(new Disagreement(
                        Behind.DATABASE,
                        "the database lacks facts that topic %s has".formatted(topic),
                        "orderly " + service + " recover --execute"));
            }
            left.keySet().removeIf(partition -> consumer.position(partition) >= end(left, partition));
        }
        return Optional.empty();
    }

    /// Makes ready to read from the landmarks on, forgetting those that retention has deleted.
    ///
    /// @return up to where to read each partition of which there is something to be read
    private Map<TopicPartition, Long> seek(
            boolean toEnd, Map<TopicPartition, Landmark> landmarks, Map<TopicPartition, Long> ends) {
        var begins = consumer.beginningOffsets(ends.keySet(), ENDS);
        landmarks.entrySet().removeIf(each -> each.getValue().offset() < end(begins, each.getKey()));
        var left = new HashMap<TopicPartition, Long>();
        consumer.assign(ends.keySet());
        for (var partition : ends.keySet()) {
            var landmark = Optional.ofNullable(landmarks.get(partition)).map(Landmark::offset);
            var from = landmark.orElse(end(begins, partition));
            var to = toEnd ? end(ends, partition) : landmark.map(at -> at + 1).orElse(from);
            consumer.seek(partition, from);
            if (from < to) {
                left.put(partition, to);
            } else {
                consumer.pause(List.of(partition));
            }
        }
        return left;
    }

    /// A fact may lie there a second time: a relay that was paused while another took over repeats what it had under
    /// way, behind what the other noted; and one that is at work notes what it has sent while this looks.
    private boolean lacks(Set<String> facts) throws SQLException {
        var missing = new HashSet<>(facts);
        for (var among : List.of(RECENT, ALL)) {
            try (var connection = database.getConnection();
                    var select = connection.prepareStatement(KNOWN + among)) {
                select.setArray(1, Arrays.of(connection, "text", missing, id -> id));
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        missing.remove(row.getString(1));
                    }
                }
            }
            if (missing.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> own(ConsumerRecord<byte[], byte[]> record, EventReader reader, Shape shape) {
        var envelope = switch (reader.read(Records.received(record, Map.of(record.topic(), shape.id())))) {
            case Reading.Valid(var event, byte[] _) -> Optional.of(event.envelope());
            case Reading.Unknown(var unknown, var _) -> Optional.of(unknown);
            case Reading.Malformed(var _, var _, var partly) -> partly;
            case Reading.Passed() -> Optional.<Envelope>empty();
        };
        return envelope.filter(e -> e.source().equals("/orderly/" + service)).map(Envelope::id);
    }

    private Set<String> pendingFacts() throws SQLException {
        var pending = new HashSet<String>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        SELECT message_id FROM outbox_facts WHERE id > (SELECT cursor FROM relay_cursor)""");
                var row = select.executeQuery()) {
            while (row.next()) {
                pending.add(row.getString(1));
            }
        }
        return pending;
    }
}
