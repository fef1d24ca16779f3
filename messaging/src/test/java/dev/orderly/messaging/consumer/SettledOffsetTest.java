package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SettledOffsetTest {
    private static final UUID ID = new UUID(1, 2);
    private static final TopicPartition ZERO = new TopicPartition("box-commands", 0);
    private static final TopicPartition ONE = new TopicPartition("box-commands", 1);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");

    SettledOffsetTest() {
        kafka.assign(List.of(ZERO, ONE));
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    }

    @Test
    void what_was_settled_of_an_earlier_topic_is_not_gone_on_from() {
        settled(ZERO, SettledOffset.at(5, Optional.of(57), new UUID(8, 9)));
        settled(ONE, SettledOffset.at(3, Optional.of(0), ID));
        SettledOffset.leaveEarlierTopics(kafka, List.of(ZERO, ONE), Map.of("box-commands", ID));
        assertThat(kafka.position(ZERO)).isZero();
        assertThat(kafka.position(ONE)).isEqualTo(3);
    }

    /// Somebody has set them with Kafka's own tool.
    @Test
    void offsets_that_tell_no_topic_count_as_they_are() {
        settled(ZERO, new OffsetAndMetadata(4));
        SettledOffset.leaveEarlierTopics(kafka, List.of(ZERO, ONE), Map.of("box-commands", ID));
        assertThat(kafka.position(ZERO)).isEqualTo(4);
    }

    private void settled(TopicPartition partition, OffsetAndMetadata offset) {
        kafka.commitSync(Map.of(partition, offset));
        kafka.seek(partition, offset);
    }
}
