package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Admission.DUPLICATE;
import static dev.orderly.messaging.store.Admission.HELD_BACK;
import static dev.orderly.messaging.store.Admission.NEW;
import static dev.orderly.messaging.store.Arriving.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What inbox and shelf owe to a partition that lost its tail, and gives the same offsets to other records.
abstract class LeaderEpochsContract extends InboxContract {

    @Test
    void an_offset_that_a_later_leader_gave_again_is_new_once() {
        var p = partition();
        assertThat(admit(arriving.nameless(p, 3, 7))).containsExactly(NEW);
        assertThat(admit(arriving.nameless(p, 4, 7))).containsExactly(NEW);
        assertThat(admit(arriving.nameless(p, 3, 7))).containsExactly(DUPLICATE);
        assertThat(admit(arriving.nameless(p, 4, 7))).containsExactly(DUPLICATE);
    }

    @Test
    void the_lost_record_and_the_one_in_its_place_may_come_in_one_batch() {
        var p = partition();
        assertThat(admit(arriving.nameless(p, 3, 7), arriving.nameless(p, 4, 7)))
                .containsExactly(NEW, NEW);
        assertThat(admit(arriving.nameless(p, 3, 7), arriving.nameless(p, 4, 7), arriving.nameless(p, 5, 7)))
                .containsExactly(DUPLICATE, DUPLICATE, NEW);
    }

    @Test
    void offsets_that_are_set_back_past_an_election_are_duplicates() {
        var p = partition();
        admit(arriving.nameless(p, 3, 5), arriving.nameless(p, 3, 6));
        admit(arriving.nameless(p, 4, 7), arriving.nameless(p, 4, 8));
        assertThat(admit(
                        arriving.nameless(p, 3, 5),
                        arriving.nameless(p, 3, 6),
                        arriving.nameless(p, 4, 7),
                        arriving.nameless(p, 4, 8),
                        arriving.nameless(p, 4, 9)))
                .containsExactly(DUPLICATE, DUPLICATE, DUPLICATE, DUPLICATE, NEW);
    }

    @Test
    void what_was_skipped_on_both_sides_of_an_election_is_new_when_offsets_are_set_back() {
        var p = partition();
        admit(arriving.nameless(p, 3, 5));
        admit(arriving.nameless(p, 4, 20));
        assertThat(admit(arriving.nameless(p, 3, 5), arriving.nameless(p, 3, 6)))
                .containsExactly(DUPLICATE, NEW);
        assertThat(admit(arriving.nameless(p, 4, 19), arriving.nameless(p, 4, 20)))
                .containsExactly(NEW, DUPLICATE);
    }

    @Test
    void what_is_noted_under_one_epoch_was_handled_under_that_and_all_before() {
        var p = partition();
        in(t -> t.admit(new Arrivals(List.of(), List.of(arriving.span(p, 4, 0, 100)))));
        assertThat(admit(arriving.nameless(p, 3, 50))).containsExactly(DUPLICATE);
        assertThat(admit(arriving.nameless(p, 4, 50))).containsExactly(DUPLICATE);
        assertThat(admit(arriving.nameless(p, 5, 50))).containsExactly(NEW);
    }

    @Test
    void a_record_of_which_kafka_tells_no_epoch_is_known_by_its_offset_alone() {
        var p = partition();
        var unknown = Received.NO_EPOCH;
        assertThat(admit(arriving.nameless(p, unknown, 7))).containsExactly(NEW);
        assertThat(admit(arriving.nameless(p, unknown, 7))).containsExactly(DUPLICATE);
        admit(arriving.nameless(p, 4, 8));
        assertThat(admit(arriving.nameless(p, unknown, 8))).containsExactly(DUPLICATE);
    }

    @Test
    void a_message_that_was_sent_again_to_the_offset_that_it_had_is_a_duplicate() {
        var p = partition();
        admit(arriving.named(p, 3, 7, "sent" + p, CONTENT));
        assertThat(admit(arriving.named(p, 4, 7, "sent" + p, CONTENT))).containsExactly(DUPLICATE);
    }

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
        var found = in(t -> t.stillHeld(List.of(lost)));
        assertThat(found).containsExactly(Place.of(lost.record()));
        act(t -> t.release(List.of(lost)));
        var left = in(t -> t.stillHeld(List.of(lost, again)));
        assertThat(left).containsExactly(Place.of(again.record()));
    }
}
