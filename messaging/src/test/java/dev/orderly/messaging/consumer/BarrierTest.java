package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private static final TopicPartition ONE = new TopicPartition("answers", 1);
    private static final TopicPartition TWO = new TopicPartition("answers", 2);
    private final Barrier barrier = new Barrier(Instant.EPOCH, Map.of(ONE, 10L, TWO, 0L));

    @Test
    void a_partition_is_passed_once_it_is_read_to_the_end_that_it_had() {
        assertThat(barrier.passed(partition -> 9)).containsExactly(2);
        assertThat(barrier.passed(partition -> 10)).containsExactlyInAnyOrder(1, 2);
        assertThat(barrier.passed(partition -> 11)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void an_empty_partition_holds_nothing_back() {
        assertThat(barrier.passed(partition -> 0)).containsExactly(2);
    }

    @Test
    void it_waits_on_for_the_partitions_that_are_not_passed() {
        var rest = barrier.without(Set.of(2));
        assertThat(rest.isFor(ONE)).isTrue();
        assertThat(rest.isFor(TWO)).isFalse();
        assertThat(rest.isEmpty()).isFalse();
        assertThat(rest.without(Set.of(1)).isEmpty()).isTrue();
    }
}
