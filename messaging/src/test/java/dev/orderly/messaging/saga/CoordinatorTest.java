package dev.orderly.messaging.saga;

import static dev.orderly.messaging.saga.Trips.TRIPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Trips.Paid;
import dev.orderly.messaging.saga.Trips.Pay;
import dev.orderly.messaging.saga.Trips.Refund;
import dev.orderly.messaging.saga.Trips.Refunded;
import dev.orderly.messaging.saga.Trips.Ticket;
import dev.orderly.messaging.saga.Trips.Ticketed;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.store.WorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
    private final Office office = new Office();

    @Test
    void a_story_goes_forward_answer_by_answer() {
        assertThat(office.start("t-1")).containsExactly(new Pay("t-1"));
        assertThat(office.answer(new Paid("t-1"), "pay", 1)).containsExactly(new Ticket("t-1"));
        assertThat(office.tell(new Ticketed("t-1"), Optional.empty())).isEmpty();
        assertThat(office.saga("t-1").status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void a_state_that_is_not_loaded_yet_is_no_failure() {
        office.start("t-1");
        var unloaded = new WorkingSet(List.of(TRIPS));
        var states = new States() {
            @Override
            public <S> S get(Aggregate<S> kind, String key) {
                return TRIPS.equals(kind) ? unloaded.get(kind, key) : office.get(kind, key);
            }
        };
        var due = office.timer("t-1").orElseThrow();
        assertThatThrownBy(() -> Trips.coordinator().due(states, due)).isInstanceOf(WorkingSet.NotLoaded.class);
    }

    @Test
    void a_timer_of_before_the_turn_is_not_taken_for_the_one_that_runs_now() {
        office.start("t-1");
        var before = office.timer("t-1").orElseThrow();
        office.turnBack("t-1");
        office.fireNext();
        assertThat(office.fire(before)).isInstanceOf(Ignored.class);
        assertThat(office.saga("t-1").attempt()).isEqualTo(2);
    }

    @Test
    void a_timer_that_was_read_just_before_the_turn_does_nothing() {
        office.start("t-1");
        var before = office.timer("t-1").orElseThrow();
        office.fire(before);
        assertThat(office.saga("t-1").attempt()).isEqualTo(1);
        assertThat(office.fire(before)).isInstanceOf(Ignored.class);
    }

    @Test
    void a_late_success_is_undone_and_the_undoing_waited_for() {
        office.start("t-1");
        office.turnBack("t-1");
        assertThat(office.answer(new Paid("t-1"), "pay", 1)).containsExactly(new Refund("t-1"));
        assertThat(office.saga("t-1").attempt()).isEqualTo(2);
        assertThat(office.untilDue("t-1")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void there_is_no_way_back_from_beyond_the_pivot() {
        office.start("t-1");
        office.answer(new Paid("t-1"), "pay", 1);
        assertThat(office.turnBack("t-1")).isInstanceOf(Refused.class);
        assertThat(office.saga("t-1").turned()).isFalse();
    }

    @Test
    void nothing_turns_back_twice_or_at_its_end() {
        office.start("t-1");
        office.turnBack("t-1");
        assertThat(office.turnBack("t-1")).isInstanceOf(Ignored.class);
        office.answer(new Refunded("t-1"), "pay", 1);
        assertThat(office.turnBack("t-1")).isInstanceOf(Ignored.class);
        assertThat(office.turnBack("unheard-of")).isInstanceOf(Ignored.class);
    }
}
