package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RemainderTest {
    private static final TopicPartition PARTITION = new TopicPartition("things", 3);

    @Test
    void all_is_read_of_a_partition_that_has_it() {
        assertThat(remainder(5, 10, 0, 10)).isEqualTo(new Remainder(stretch(5, 10), 0, List.of()));
        assertThat(remainder(5, 10, 5, 99)).isEqualTo(new Remainder(stretch(5, 10), 0, List.of()));
    }

    @Test
    void what_retention_has_deleted_is_told_and_missing() {
        assertThat(remainder(5, 10, 7, 20))
                .isEqualTo(new Remainder(
                        stretch(7, 10), 2, List.of("things-3: offsets 5 to 6 are gone, deleted by retention")));
        assertThat(remainder(5, 10, 15, 20))
                .isEqualTo(new Remainder(
                        stretch(10, 10), 5, List.of("things-3: offsets 5 to 9 are gone, deleted by retention")));
    }

    @Test
    void what_is_above_the_end_is_told_and_missing() {
        assertThat(remainder(5, 10, 0, 8))
                .isEqualTo(new Remainder(
                        stretch(5, 8), 2, List.of("things-3: offsets 8 to 9 are lost, the partition ends at 8")));
        assertThat(remainder(5, 10, 0, 3))
                .isEqualTo(new Remainder(
                        stretch(5, 5), 5, List.of("things-3: offsets 5 to 9 are lost, the partition ends at 3")));
    }

    @Test
    void a_remainder_may_lack_its_beginning_and_its_end() {
        assertThat(remainder(5, 20, 7, 9))
                .isEqualTo(new Remainder(
                        stretch(7, 9),
                        13,
                        List.of(
                                "things-3: offsets 5 to 6 are gone, deleted by retention",
                                "things-3: offsets 9 to 19 are lost, the partition ends at 9")));
    }

    private static Remainder remainder(long from, long to, long begin, long end) {
        return Remainder.of(stretch(from, to), new Bounds(Map.of(PARTITION, begin), Map.of(PARTITION, end), Map.of()));
    }

    private static List<Stretch> stretch(long from, long to) {
        return List.of(new Stretch(PARTITION, from, to));
    }
}
