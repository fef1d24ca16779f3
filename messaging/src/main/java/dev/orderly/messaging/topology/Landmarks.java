package dev.orderly.messaging.topology;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The last own record of each partition that Kafka acknowledged, as the relay noted it: a partition where it
/// is not any more has lost records, whatever came there since.
final class Landmarks {
    private static final String SELECT = """
            SELECT p.topic, p.partition, p.topic_id, p.last_offset, o.id IS NOT NULL, o.message_key, o.payload
            FROM relay_positions p LEFT JOIN LATERAL (SELECT * FROM outbox WHERE outbox.id = p.last_id) o ON true""";

    private Landmarks() {}

    /// One of them.
    ///
    /// @param isKept whether the outbox has the row still; after 30 days it drops what is no fact
    record Landmark(UUID topicId, long offset, boolean isKept, byte @Nullable [] key, byte @Nullable [] value) {

        /// @param record the first one from its offset on
        boolean isMissing(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() > offset
                    || (isKept && !(Arrays.equals(record.key(), key) && Arrays.equals(record.value(), value)));
        }
    }

    static Map<TopicPartition, Landmark> of(DataSource database) throws SQLException {
        var landmarks = new HashMap<TopicPartition, Landmark>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SELECT);
                var row = select.executeQuery()) {
            while (row.next()) {
                landmarks.put(
                        new TopicPartition(row.getString(1), row.getInt(2)),
                        new Landmark(
                                row.getObject(3, UUID.class),
                                row.getLong(4),
                                row.getBoolean(5),
                                row.getBytes(6),
                                row.getBytes(7)));
            }
        }
        return landmarks;
    }
}
