package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.store.Unfolded.Handled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LostOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("facts", 0);

    private final LostOffsets lost = new LostOffsets("facts");

    @Test
    void a_topic_that_goes_on_has_lost_none() {
        lost.saw(0, 1, 0);
        lost.saw(0, 2, 10);
        assertThat(among(0, 20, handled(1, 0, 10), handled(2, 10, 15))).isEmpty();
    }

    @Test
    void what_was_handled_beyond_its_end_is_lost() {
        assertThat(among(0, 20, handled(1, 0, 25))).contains("facts-0 has lost what lay at offsets 20 to 24");
    }

    @Test
    void so_is_what_a_later_leader_has_replaced() {
        lost.saw(0, 2, 12);
        lost.saw(0, 2, 10);
        assertThat(among(0, 20, handled(1, 0, 15), handled(2, 10, 20)))
                .contains("facts-0 has lost what lay at offsets 10 to 14");
    }

    @Test
    void so_is_what_lay_before_its_begin_and_what_lay_in_a_topic_that_had_its_name() {
        assertThat(among(5, 20, handled(1, 0, 10))).contains("facts-0 begins at offset 5 only");
        assertThat(among(5, 20, handled(1, 5, 10))).isEmpty();
        assertThat(among(0, 20, new Handled(false, 0, 1, 0, 10))).contains("topic facts was made anew");
    }

    private Optional<String> among(long begin, long end, Handled... handled) {
        return lost.among(List.of(handled), new Bounds(Map.of(PARTITION, begin), Map.of(PARTITION, end), Map.of()));
    }

    private static Handled handled(int epoch, long from, long to) {
        return new Handled(true, 0, epoch, from, to);
    }
}
