package dev.orderly.messaging.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.saga.Trips.Refunded;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SagasTest {
    private static final int LINES = 100;

    private final Office office = new Office();

    @Test
    void a_timeline_keeps_its_first_line_and_its_last() {
        office.start("t-1");
        for (int i = 0; i < 2 * LINES; i++) {
            office.fireNext();
        }
        var timeline = office.saga("t-1").timeline();
        assertThat(timeline).hasSize(LINES);
        assertThat(timeline.getFirst().step()).isEqualTo("book");
        assertThat(timeline.getLast().attempt()).isEqualTo(2 * LINES);
        office.answer(new Refunded("t-1"), "pay", 2 * LINES);
        assertThat(office.saga("t-1").timeline())
                .anySatisfy(line -> assertThat(line.answer()).isEqualTo("Refunded"));
    }

    @Test
    void a_line_keeps_the_time_at_which_it_was_written() {
        office.start("t-1");
        office.fireNext();
        assertThat(office.saga("t-1").timeline()).extracting(Entry::time).containsExactly(time(0), time(0), time(10));
    }

    private static Optional<Instant> time(long seconds) {
        return Optional.of(Instant.EPOCH.plusSeconds(seconds));
    }
}
