package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Admission.HELD_BACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.Arrivals.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What inbox and shelf owe to a partition that lost its tail, and gives the same offsets to other records.
abstract class LeaderEpochsContract extends InboxContract {

    @Test
    void a_dead_letter_hides_no_other_at_the_offset_that_was_given_again() {
        var p = partition();
        act(t -> t.bury(List.of(arriving.deadLetter(p * 100L, 1, "lost" + p, 1))));
        act(t -> t.bury(List.of(arriving.deadLetter(p * 100L, 2, "again" + p, 1))));
        assertThat(admit(arriving.fact(p, 0, "lost" + p, 2), arriving.fact(p, 1, "again" + p, 2)))
                .containsExactly(HELD_BACK, HELD_BACK);
    }

    @Test
    void what_waits_hides_no_other_at_the_offset_that_was_given_again_and_each_is_released_alone() {
        var p = partition();
        var lost = arriving.heldBack(p * 100L, 1, "kept" + p, 2);
        var again = arriving.heldBack(p * 100L, 2, "kept" + p, 2);
        act(t -> t.hold(List.of(lost)));
        act(t -> t.hold(List.of(again)));
        assertThat(store().waiting(List.of(lost.stream()), 10))
                .extracting(held -> held.record().leaderEpoch())
                .containsExactlyInAnyOrder(1, 2);
        act(t -> t.release(List.of(lost)));
        var left = in(t -> t.stillHeld(List.of(lost, again)));
        assertThat(left).containsExactly(Place.of(again.record()));
    }
}
