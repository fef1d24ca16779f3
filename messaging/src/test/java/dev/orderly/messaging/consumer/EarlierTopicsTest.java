package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EarlierTopicsTest {
    private static final UUID ID = new UUID(1, 2);
    private static final TopicPartition ZERO = new TopicPartition("box-commands", 0);
    private static final TopicPartition ONE = new TopicPartition("box-commands", 1);

    private final Kafka kafka = new Kafka();

    EarlierTopicsTest() {
        kafka.assign(List.of(ZERO, ONE));
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    }

    @Test
    void what_was_settled_of_an_earlier_topic_is_not_gone_on_from() {
        settled(ZERO, SettledOffset.at(5, Optional.of(57), new UUID(8, 9)));
        settled(ONE, SettledOffset.at(3, Optional.of(0), ID));
        EarlierTopics.leave(kafka, List.of(ZERO, ONE), Map.of("box-commands", ID));
        assertThat(kafka.position(ZERO)).isZero();
        assertThat(kafka.position(ONE)).isEqualTo(3);
    }

    /// Somebody has set them with Kafka's own tool.
    @Test
    void offsets_that_tell_no_topic_count_as_they_are() {
        settled(ZERO, new OffsetAndMetadata(4));
        EarlierTopics.leave(kafka, List.of(ZERO, ONE), Map.of("box-commands", ID));
        assertThat(kafka.position(ZERO)).isEqualTo(4);
    }

    @Test
    void offsets_that_are_not_told_in_time_are_asked_for_again() {
        settled(ZERO, SettledOffset.at(5, Optional.of(57), new UUID(8, 9)));
        kafka.silences = 2;
        EarlierTopics.leave(kafka, List.of(ZERO, ONE), Map.of("box-commands", ID));
        assertThat(kafka.position(ZERO)).isZero();
    }

    private static final class Kafka extends MockConsumer<byte[], byte[]> {
        private int silences;

        Kafka() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration patience) {
            if (silences-- > 0) {
                throw new TimeoutException("on purpose");
            }
            return super.committed(partitions, patience);
        }
    }

    private void settled(TopicPartition partition, OffsetAndMetadata offset) {
        kafka.commitSync(Map.of(partition, offset));
        kafka.seek(partition, offset);
    }
}
