package dev.orderly.messaging.topology;

import dev.orderly.messaging.consumer.DeadLetterReader;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.topology.Landmarks.Landmark;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Whether the outbox and the topics that it fills tell the same, looked at before anything is handled or sent.
///
/// The relay notes the last own record that each partition acknowledged. A partition that ends before it, has
/// another record in its place, or is another topic's, has lost records: `reconcile` fills them in. Own facts behind
/// it that the outbox lacks, or what is told there of dead letters, and messages that were settled and are not known
/// as handled, mean that the database has lost rows: `recover` has them again from the topics.
public final class Agreement {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ENDS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String service;
    private final Known known;
    private final Consumer<byte[], byte[]> consumer;

    /// @param consumer of no group, for this look alone
    public Agreement(String service, DataSource database, Consumer<byte[], byte[]> consumer) {
        this(service, new KnownByDatabase(database), consumer);
    }

    private Agreement(String service, Known known, Consumer<byte[], byte[]> consumer) {
        this.service = service;
        this.known = known;
        this.consumer = consumer;
    }

    /// The same for a database that has no tables yet.
    public static Agreement withoutTables(String service, Consumer<byte[], byte[]> consumer) {
        return new Agreement(service, Known.NOTHING, consumer);
    }

    /// Which of the two lacks what the other has.
    public enum Behind {
        DATABASE,
        TOPICS
    }

    /// What is behind the other, and the command that mends it.
    public record Disagreement(Behind behind, String why, String mend) {}

    /// @param written the topics that the service writes to
    /// @param shapes of these, of the dead-letter topic, and of those that the service reads
    /// @param committed by the service's group, as it was before this look
    public Optional<Disagreement> look(
            List<Topic> written, Map<String, Shape> shapes, Map<TopicPartition, OffsetAndMetadata> committed)
            throws SQLException {
        var landmarks = known.landmarks();
        var lost = lost(written, shapes, landmarks);
        if (!lost.isEmpty()) {
            return Optional.of(new Disagreement(
                    Behind.TOPICS,
                    "topic %s has lost records that the outbox has"
                            .formatted(lost.first().replaceFirst("-\\d+$", "")),
                    "orderly " + service + " reconcile --execute"));
        }
        var lacking = lackingFacts(written, shapes, landmarks);
        if (lacking.isEmpty()) {
            lacking = lackingDeadLetters(shapes, landmarks);
        }
        return lacking.isPresent() ? lacking : older(new HandledCheck(consumer).look(committed, shapes, known));
    }

    private Optional<Disagreement> older(Optional<String> topic) {
        return topic.map(
                name -> databaseBehind("the database is older than what the service has settled of topic %s", name));
    }

    private Optional<Disagreement> lackingFacts(
            List<Topic> written, Map<String, Shape> shapes, Map<TopicPartition, Landmark> landmarks)
            throws SQLException {
        var pending = known.pending();
        for (var topic : written) {
            if (topic.retention() == Topic.Retention.FOR_EVER
                    && hasUnknownFacts(topic, shape(topic.name(), shapes), landmarks, pending)) {
                return Optional.of(databaseBehind("the database lacks facts that topic %s has", topic.name()));
            }
        }
        return Optional.empty();
    }

    /// Of what was decided about dead letters no fact and no settled record may tell.
    private Optional<Disagreement> lackingDeadLetters(
            Map<String, Shape> shapes, Map<TopicPartition, Landmark> landmarks) throws SQLException {
        var topic = deadLetters();
        return shapes.containsKey(topic) && hasUnknownDeadLetters(topic, shape(topic, shapes), landmarks)
                ? Optional.of(databaseBehind("the database lacks what topic %s tells of dead letters", topic))
                : Optional.empty();
    }

    private String deadLetters() {
        return service + "-dlt";
    }

    private Disagreement databaseBehind(String why, String topic) {
        return new Disagreement(Behind.DATABASE, why.formatted(topic), "orderly " + service + " recover --execute");
    }

    /// The partitions, `topic-number`, that have lost records: all that had any, of a topic without a shape.
    public SortedSet<String> lost(List<Topic> written, Map<String, Shape> shapes) throws SQLException {
        return lost(written, shapes, known.landmarks());
    }

    private SortedSet<String> lost(
            List<Topic> written, Map<String, Shape> shapes, Map<TopicPartition, Landmark> landmarks) {
        var lost = new TreeSet<String>();
        var topics = Stream.concat(written.stream().map(Topic::name), Stream.of(deadLetters()));
        topics.forEach(topic -> {
            if (!shapes.containsKey(topic)) {
                landmarks.keySet().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .forEach(partition -> lost.add(partition.toString()));
                return;
            }
            var shape = shape(topic, shapes);
            var ends = consumer.endOffsets(partitions(topic, shape), ENDS);
            var unseen = new HashMap<>(landmarks);
            unseen.keySet().retainAll(ends.keySet());
            unseen.entrySet().removeIf(each -> {
                var isLost = isLost(each.getValue(), shape, end(ends, each.getKey()));
                return isLost && lost.add(each.getKey().toString());
            });
            seek(Map.of(), unseen, ends);
            var silence = new Silence(PATIENCE);
            while (!unseen.isEmpty()) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    var landmark = unseen.remove(partition);
                    if (landmark != null && landmark.isMissing(record)) {
                        lost.add(partition.toString());
                    }
                }
                unseen.keySet()
                        .removeIf(
                                partition -> { // nothing that can be read is there, or behind
                                    var isRead = consumer.position(partition) >= end(ends, partition);
                                    return isRead && lost.add(partition.toString());
                                });
                silence.check(POLL, positions(unseen.keySet()));
            }
        });
        return lost;
    }

    private static Shape shape(String topic, Map<String, Shape> shapes) {
        return Optional.ofNullable(shapes.get(topic))
                .orElseThrow(() -> new IllegalStateException("the shape of " + topic + " is not known"));
    }

    private static List<TopicPartition> partitions(String topic, Shape shape) {
        return IntStream.range(0, shape.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static boolean isLost(Landmark landmark, Shape shape, long end) {
        return !landmark.topicId().equals(shape.id()) || end <= landmark.offset();
    }

    /// Whether there is an own fact behind the last acknowledged record that the outbox lacks. A crash between
    /// Kafka's acknowledgement and its note leaves facts there which the outbox has, above its cursor as a rule.
    private boolean hasUnknownFacts(
            Topic topic, Shape shape, Map<TopicPartition, Landmark> landmarks, Set<String> pending)
            throws SQLException {
        var reader = new EventReader(List.of(topic));
        return hasUnknown(topic.name(), shape, landmarks, records -> {
            var doubtful = records.stream()
                    .flatMap(record -> own(record, reader).stream())
                    .filter(id -> !pending.contains(id))
                    .collect(Collectors.toSet());
            return !doubtful.isEmpty() && known.lacks(doubtful);
        });
    }

    /// The same of what tells of dead letters.
    private boolean hasUnknownDeadLetters(String topic, Shape shape, Map<TopicPartition, Landmark> landmarks)
            throws SQLException {
        return hasUnknown(topic, shape, landmarks, records -> {
            var doubtful = new HashMap<String, List<Received>>();
            for (var record : records) {
                DeadLetterReader.place(record)
                        .ifPresent(place -> doubtful.computeIfAbsent(place, _ -> new ArrayList<>())
                                .add(record));
            }
            return !doubtful.isEmpty() && known.lacksDeadLetters(topic, doubtful);
        });
    }

    /// Whether the outbox lacks one of these records.
    private interface Lack {
        boolean isIn(List<Received> records) throws SQLException;
    }

    private boolean hasUnknown(String topic, Shape shape, Map<TopicPartition, Landmark> landmarks, Lack lack)
            throws SQLException {
        var ends = consumer.endOffsets(partitions(topic, shape), ENDS);
        var left = seek(ends, landmarks, ends);
        var silence = new Silence(PATIENCE);
        while (!left.isEmpty()) {
            var records = new ArrayList<Received>();
            for (var record : consumer.poll(POLL)) {
                records.add(Records.received(record, Map.of(topic, shape.id())));
            }
            if (lack.isIn(records)) {
                return true;
            }
            left.keySet().removeIf(partition -> consumer.position(partition) >= end(left, partition));
            silence.check(POLL, positions(left.keySet()));
        }
        return false;
    }

    private Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, consumer::position));
    }

    /// Makes ready to read from the landmarks on, forgetting those that retention has deleted.
    ///
    /// @param to up to where to read each partition; one that is not named is read if it has a landmark
    /// @return those of which there is something to be read
    private Map<TopicPartition, Long> seek(
            Map<TopicPartition, Long> to, Map<TopicPartition, Landmark> landmarks, Map<TopicPartition, Long> ends) {
        var begins = consumer.beginningOffsets(ends.keySet(), ENDS);
        landmarks
                .entrySet()
                .removeIf(each ->
                        ends.containsKey(each.getKey()) && each.getValue().offset() < end(begins, each.getKey()));
        var left = new HashMap<TopicPartition, Long>();
        consumer.assign(ends.keySet());
        consumer.resume(ends.keySet()); // those of the last look may be paused still
        for (var partition : ends.keySet()) {
            var landmark = Optional.ofNullable(landmarks.get(partition)).map(Landmark::offset);
            var from = landmark.orElse(end(begins, partition));
            var until = to.getOrDefault(partition, landmark.map(at -> at + 1).orElse(from));
            consumer.seek(partition, from);
            if (from < until) {
                left.put(partition, until);
            } else {
                consumer.pause(List.of(partition));
            }
        }
        return left;
    }

    /// What bears the service's name and cannot be read was not written by it, and `recover` would leave it out.
    private Optional<String> own(Received record, EventReader reader) {
        return reader.read(record) instanceof Reading.Valid(var event, byte[] _)
                        && event.envelope().source().equals("/orderly/" + service)
                ? Optional.of(event.id())
                : Optional.empty();
    }
}
