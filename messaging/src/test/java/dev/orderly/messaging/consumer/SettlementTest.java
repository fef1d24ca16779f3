package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final TopicPartition ONE = new TopicPartition("parcels", 1);
    private static final TopicPartition TWO = new TopicPartition("parcels", 2);
    private final Settlement settlement = new Settlement();

    @Test
    void offsets_are_settled_when_the_relay_has_the_rows_of_their_batch() {
        settlement.add(40, at(ONE, 7));
        assertThat(settlement.upTo(39)).isEmpty();
        assertThat(settlement.upTo(40)).isEqualTo(at(ONE, 7));
        assertThat(settlement.isEmpty()).isTrue();
    }

    @Test
    void a_batch_that_wrote_nothing_waits_for_those_before_it() {
        settlement.add(40, at(ONE, 7));
        settlement.add(0, at(ONE, 9));
        assertThat(settlement.upTo(39)).isEmpty();
        assertThat(settlement.upTo(40)).isEqualTo(at(ONE, 9));
    }

    @Test
    void a_batch_that_wrote_nothing_is_settled_at_once_if_none_was_before_it() {
        settlement.add(0, at(ONE, 7));
        assertThat(settlement.upTo(0)).isEqualTo(at(ONE, 7));
    }

    @Test
    void the_last_offset_of_each_partition_is_committed() {
        settlement.add(1, at(ONE, 7));
        settlement.add(2, at(TWO, 3));
        settlement.add(3, at(ONE, 9));
        var settled = new HashMap<>(at(ONE, 9));
        settled.putAll(at(TWO, 3));
        assertThat(settlement.upTo(3)).isEqualTo(settled);
    }

    @Test
    void what_could_not_be_committed_comes_again_with_the_next() {
        settlement.add(1, at(ONE, 7));
        settlement.again(settlement.upTo(1));
        assertThat(settlement.isEmpty()).isFalse();
        assertThat(settlement.upTo(1)).isEqualTo(at(ONE, 7));
        settlement.again(at(ONE, 7));
        settlement.add(2, at(ONE, 9));
        assertThat(settlement.upTo(2)).isEqualTo(at(ONE, 9));
        settlement.again(at(ONE, 9));
        settlement.forget(List.of(ONE));
        assertThat(settlement.isEmpty()).isTrue();
    }

    /// Answers to commits may come late, and in another order.
    @Test
    void what_could_not_be_committed_does_not_come_again_behind_a_later_commit() {
        settlement.add(1, at(ONE, 7));
        var failed = settlement.upTo(1);
        settlement.add(2, at(ONE, 9));
        settlement.upTo(2);
        settlement.again(failed);
        assertThat(settlement.upTo(2)).isEmpty();
    }

    @Test
    void what_could_not_be_committed_does_not_come_again_once_its_partition_went_to_another() {
        settlement.add(1, at(ONE, 7));
        var failed = settlement.upTo(1);
        settlement.forget(List.of(ONE));
        settlement.again(failed);
        assertThat(settlement.isEmpty()).isTrue();
    }

    @Test
    void partitions_that_went_to_another_are_not_committed() {
        settlement.add(1, at(ONE, 7));
        settlement.add(2, at(TWO, 3));
        settlement.forget(List.of(ONE));
        assertThat(settlement.upTo(2)).isEqualTo(at(TWO, 3));
    }

    @Test
    void it_tells_how_far_the_relay_is_behind() {
        assertThat(settlement.behind(0)).isZero();
        settlement.add(40, at(ONE, 7));
        assertThat(settlement.behind(30)).isEqualTo(10);
        assertThat(settlement.behind(50)).isZero();
        settlement.upTo(40);
        assertThat(settlement.behind(30)).isZero();
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
        return new HashMap<>(Map.of(partition, new OffsetAndMetadata(offset)));
    }
}
