package dev.orderly.messaging.topology;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Whether the outbox and the topics that it fills tell the same, looked at before anything is handled or sent.
///
/// The relay notes the last own record that each partition acknowledged. A partition that ends before it, or
/// is another topic's, has lost records: `reconcile` fills them in. Own facts behind it that the outbox lacks
/// mean that the database has lost rows: `recover` has them again from the topic.
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

    private record Position(UUID topicId, long offset) {}

    /// @param written the topics that the service writes to
    public Optional<Disagreement> look(List<Topic> written, Map<String, Shape> shapes) throws SQLException {
        var positions = positions();
        for (var topic : written) {
            var shape = shapes.get(topic.name());
            if (shape == null) {
                throw new IllegalStateException("the shape of " + topic.name() + " is not known");
            }
            var partitions = IntStream.range(0, shape.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            var ends = consumer.endOffsets(partitions, ENDS);
            for (var partition : partitions) {
                var position = positions.get(partition);
                if (position != null && lost(position, shape, end(ends, partition))) {
                    return Optional.of(new Disagreement(
                            Behind.TOPICS,
                            "topic %s has lost records that the outbox has".formatted(topic.name()),
                            "orderly " + service + " reconcile --execute"));
                }
            }
            if (topic.retention() == Topic.Retention.FOR_EVER
                    && hasUnknownFacts(topic, shape, partitions, positions, ends)) {
                return Optional.of(new Disagreement(
                        Behind.DATABASE,
                        "the database lacks facts that topic %s has".formatted(topic.name()),
                        "orderly " + service + " recover --execute"));
            }
        }
        return Optional.empty();
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static boolean lost(Position position, Shape shape, long end) {
        return !position.topicId().equals(shape.id()) || end <= position.offset();
    }

    /// Reads what lies behind the last acknowledged record: a crash between Kafka's acknowledgement and its note leaves
    /// facts there which the outbox has, above its cursor as a rule.
    private boolean hasUnknownFacts(
            Topic topic,
            Shape shape,
            List<TopicPartition> partitions,
            Map<TopicPartition, Position> positions,
            Map<TopicPartition, Long> ends)
            throws SQLException {
        var pending = pendingFacts();
        var reader = new EventReader(List.of(topic));
        consumer.assign(partitions);
        var left = new HashSet<TopicPartition>();
        for (var partition : partitions) {
            var from = Optional.ofNullable(positions.get(partition))
                    .map(p -> p.offset() + 1)
                    .orElse(0L);
            consumer.seek(partition, from);
            if (from < end(ends, partition)) {
                left.add(partition);
            }
        }
        while (!left.isEmpty()) {
            var doubtful = new HashSet<String>();
            for (var record : consumer.poll(POLL)) {
                own(record, reader, shape).filter(id -> !pending.contains(id)).ifPresent(doubtful::add);
            }
            if (!doubtful.isEmpty() && lacks(doubtful)) {
                return true;
            }
            left.removeIf(partition -> consumer.position(partition) >= end(ends, partition));
        }
        return false;
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

    private Map<TopicPartition, Position> positions() throws SQLException {
        var positions = new HashMap<TopicPartition, Position>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT topic, partition, topic_id, last_offset FROM relay_positions");
                var row = select.executeQuery()) {
            while (row.next()) {
                positions.put(
                        new TopicPartition(row.getString(1), row.getInt(2)),
                        new Position(row.getObject(3, UUID.class), row.getLong(4)));
            }
        }
        return positions;
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
