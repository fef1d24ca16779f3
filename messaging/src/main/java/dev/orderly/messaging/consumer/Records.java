package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Kafka's records in our words.
public final class Records {
    private Records() {}

    public static Received received(ConsumerRecord<byte[], byte[]> record, Map<String, UUID> topicIds) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new Received(
                record.topic(),
                id(record.topic(), topicIds),
                record.partition(),
                record.offset(),
                record.leaderEpoch().orElse(Received.NO_EPOCH),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                headers);
    }

    /// Where it lies.
    public static TopicPartition partition(Received record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /// Kafka's id of a topic.
    public static UUID id(String topic, Map<String, UUID> topicIds) {
        var id = topicIds.get(topic);
        if (id == null) {
            throw new IllegalStateException("the id of topic " + topic + " is not known");
        }
        return id;
    }
}
