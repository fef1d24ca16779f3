package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Instant LATER = NOW.plus(Duration.ofSeconds(1));

    private final Counted counted = new Counted();
    private final Room room = new Room(counted);

    @Test
    void a_batch_takes_no_more_than_was_counted_however_long_it_takes() {
        counted.room = 3;
        room.count(Set.of(0), NOW);
        assertThat(taken(10)).isEqualTo(3);
        room.count(Set.of(0), NOW);
        assertThat(taken(10)).as("not counted again so soon").isZero();
        counted.room = 2;
        room.count(Set.of(0), LATER);
        assertThat(taken(10)).isEqualTo(2);
    }

    @Test
    void what_is_left_is_not_counted_again_before_it_is_used_up() {
        counted.room = 3;
        room.count(Set.of(0), NOW);
        assertThat(taken(1)).isEqualTo(1);
        room.count(Set.of(0), LATER);
        assertThat(taken(10)).isEqualTo(2);
    }

    @Test
    void other_topics_are_not_held_back() {
        assertThat(room.isLeftFor("commands")).isFalse();
        assertThat(room.isLeftFor("answers")).isTrue();
        room.take("answers");
    }

    @Test
    void after_a_change_of_partitions_it_is_counted_at_once() {
        counted.room = 1;
        room.count(Set.of(0), NOW);
        room.forget();
        assertThat(room.isLeftFor("commands")).isFalse();
        room.count(Set.of(1), NOW);
        assertThat(taken(10)).isEqualTo(1);
    }

    private long taken(int wanted) {
        return IntStream.range(0, wanted)
                .filter(_ -> room.isLeftFor("commands"))
                .peek(_ -> room.take("commands"))
                .count();
    }

    private static final class Counted implements Deadlines {
        private int room;

        @Override
        public String answers() {
            return "answers";
        }

        @Override
        public boolean anyDue(Instant now, Set<Integer> partitions) {
            return false;
        }

        @Override
        public List<Item> due(Instant until, Set<Integer> partitions, int most) {
            return List.of();
        }

        @Override
        public String throttled() {
            return "commands";
        }

        @Override
        public int room(Set<Integer> partitions) {
            return room;
        }
    }
}
