package dev.orderly.messaging.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Trips.Paid;
import dev.orderly.messaging.saga.Trips.Refunded;
import dev.orderly.messaging.saga.Trips.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Sagas that cannot be carried on at their timer, by a fault of ours.
class StuckSagaTest {
    private static final int FAILURES = 10;

    private final Office office = new Office();

    @Test
    void a_saga_that_throws_at_its_timer_is_set_aside_and_the_others_go_on() {
        office.start("bad-1");
        office.start("bad-2");
        office.start("t-1");
        for (int i = 0; i < 3 * FAILURES; i++) {
            office.fireNext();
        }
        assertThat(office.saga("bad-1").status()).isEqualTo(Status.STUCK);
        assertThat(office.saga("bad-1").failures()).isEqualTo(FAILURES);
        assertThat(office.saga("bad-1").dueAt()).isEmpty();
        assertThat(office.saga("bad-2").status()).isEqualTo(Status.STUCK);
        assertThat(office.saga("t-1").turned()).isTrue();
        assertThat(office.saga("t-1").isRunning()).isTrue();
        assertThat(office.saga("t-1").attempt()).isEqualTo(FAILURES);
    }

    @Test
    void pauses_between_failures_grow() {
        office.start("bad-1");
        for (int i = 0; i < FAILURES - 1; i++) {
            office.fireNext();
            assertThat(office.untilDue("bad-1")).isEqualTo(Duration.ofSeconds(1L << i));
        }
        office.fireNext();
        assertThat(office.saga("bad-1").status()).isEqualTo(Status.STUCK);
        assertThat(office.fireNext()).isEmpty();
    }

    @Test
    void an_answer_carries_a_stuck_saga_on() {
        stuck("bad-1");
        assertThat(office.answer(new Paid("bad-1"), "pay", 1)).containsExactly(new Ticket("bad-1"));
        assertThat(office.saga("bad-1").isRunning()).isTrue();
        assertThat(office.saga("bad-1").failures()).isZero();
    }

    @Test
    void a_stuck_saga_turns_back_when_it_is_told_to() {
        stuck("bad-1");
        assertThat(office.turnBack("bad-1")).isInstanceOf(Accepted.class);
        assertThat(office.answer(new Refunded("bad-1"), "pay", 1)).isEmpty();
        assertThat(office.saga("bad-1").status()).isEqualTo(Status.COMPENSATED);
    }

    @Test
    void what_comes_late_neither_frees_a_stuck_saga_nor_forgets_failures() {
        office.start("bad-1");
        office.fireNext();
        office.answer(new Paid("bad-1"), "pay", 7);
        assertThat(office.saga("bad-1").failures()).isEqualTo(1);
        stuck("bad-2");
        office.answer(new Paid("bad-2"), "pay", 7);
        assertThat(office.saga("bad-2").status()).isEqualTo(Status.STUCK);
        assertThat(office.saga("bad-2").dueAt()).isEmpty();
    }

    private void stuck(String trip) {
        office.start(trip);
        while (office.saga(trip).isRunning()) {
            office.fire(office.timer(trip).orElseThrow());
        }
    }
}
