package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AscentTest {
    private static final TopicPartition ONE = new TopicPartition("parcels", 1);
    private static final TopicPartition TWO = new TopicPartition("parcels", 2);

    private final Ascent ascent = new Ascent();

    @Test
    void offsets_of_a_partition_go_up_each_by_itself() {
        assertThat(ascent.goesOn(ONE, 7)).isTrue();
        assertThat(ascent.goesOn(TWO, 3)).isTrue();
        assertThat(ascent.goesOn(ONE, 9)).isTrue();
        assertThat(ascent.goesOn(TWO, 4)).isTrue();
    }

    @Test
    void an_offset_that_was_given_before_or_a_lower_one_tells_of_a_lost_end() {
        assertThat(ascent.goesOn(ONE, 7)).isTrue();
        assertThat(ascent.goesOn(ONE, 7)).isFalse();
        assertThat(ascent.goesOn(ONE, 6)).isFalse();
    }

    /// Of a relay that has just begun, or taken over.
    @Test
    void a_first_offset_that_another_has_seen_tells_of_a_lost_end() {
        ascent.goesOnFrom(ONE, 7);
        assertThat(ascent.goesOn(TWO, 6)).isTrue();
        assertThat(ascent.goesOn(ONE, 8)).isTrue();
        ascent.goesOnFrom(ONE, 7);
        assertThat(ascent.goesOn(ONE, 8)).isFalse();
    }

    @Test
    void an_offset_that_is_not_told_says_nothing() {
        assertThat(ascent.goesOn(ONE, 7)).isTrue();
        assertThat(ascent.goesOn(ONE, -1)).isTrue();
        assertThat(ascent.goesOn(ONE, 8)).isTrue();
    }
}
