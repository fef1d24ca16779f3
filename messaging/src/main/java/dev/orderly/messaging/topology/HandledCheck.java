package dev.orderly.messaging.topology;

import dev.orderly.messaging.consumer.SettledOffset;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Whether the database knows as handled what the service itself has settled. One that does not is older than that: a
/// backup that was put back, or an empty one. Facts of its own alone do not tell, since not every message leads to one.
final class HandledCheck {
    private static final Duration ENDS = Duration.ofSeconds(5);

    private static final String UNHANDLED = """
            SELECT s.topic FROM unnest(?::text[], ?::uuid[], ?::int[], ?::int[], ?::bigint[])
              AS s(topic, topic_id, partition, epoch, last)
            WHERE NOT EXISTS (SELECT FROM handled_offsets h
              WHERE h.topic_id = s.topic_id AND h.partition = s.partition AND h.epoch >= s.epoch AND h.offsets @> s.last)
            ORDER BY s.topic LIMIT 1""";

    private final Consumer<byte[], byte[]> consumer;

    HandledCheck(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /// The last record that was settled of a partition. A lost one that had its offset does not count for it.
    record Last(TopicPartition partition, UUID topicId, int epoch, long offset) {}

    /// @param committed by the service's group, as it was before this look
    /// @return a topic of which more was settled than is known
    Optional<String> look(Map<TopicPartition, OffsetAndMetadata> committed, Map<String, Shape> shapes, Known known)
            throws SQLException {
        return known.unhandled(last(committed, shapes));
    }

    /// The first topic of which the database does not know one of these as handled.
    static Optional<String> unhandled(DataSource database, Collection<Last> last) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(UNHANDLED)) {
            select.setArray(
                    1,
                    Arrays.of(connection, "text", last, each -> each.partition().topic()));
            select.setArray(2, Arrays.of(connection, "uuid", last, Last::topicId));
            select.setArray(
                    3,
                    Arrays.of(connection, "int4", last, each -> each.partition().partition()));
            select.setArray(4, Arrays.of(connection, "int4", last, Last::epoch));
            select.setArray(5, Arrays.of(connection, "int8", last, Last::offset));
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private List<Last> last(Map<TopicPartition, OffsetAndMetadata> committed, Map<String, Shape> shapes) {
        var last = new ArrayList<Last>();
        committed.forEach((partition, offset) -> {
            var shape = shapes.get(partition.topic());
            if (shape != null && SettledOffset.is(offset, shape.id())) {
                var epoch = offset.leaderEpoch().orElse(Received.NO_EPOCH);
                last.add(new Last(partition, shape.id(), epoch, offset.offset() - 1));
            }
        });
        var ends = consumer.endOffsets(last.stream().map(Last::partition).toList(), ENDS);
        last.removeIf(each -> each.offset() >= ends.getOrDefault(each.partition(), 0L)); // the topic has lost it
        return last;
    }
}
