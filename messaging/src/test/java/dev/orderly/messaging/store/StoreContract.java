package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Admission.DUPLICATE;
import static dev.orderly.messaging.store.Admission.HELD_BACK;
import static dev.orderly.messaging.store.Admission.ID_REUSED;
import static dev.orderly.messaging.store.Admission.NEW;
import static dev.orderly.messaging.store.Arriving.CONTENT;
import static dev.orderly.messaging.store.Boxes.BOXES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a store owes to transactions that meet.
abstract class StoreContract extends StatesContract {
    private static final String GIVEN_UP = "given up on purpose";

    @Test
    void a_second_owner_of_a_partition_waits_and_then_sees_duplicates() throws Exception {
        var p = partitionInUse();
        var message = arriving.of(arriving.nameless(p, 0), arriving.named(p, 1, key(), CONTENT));
        assertThat(meet(t -> t.admit(message), t -> t.admit(message))).isEqualTo(List.of(DUPLICATE, DUPLICATE));
    }

    @Test
    void a_second_owner_starts_afresh_if_the_first_gives_up() throws Exception {
        for (var p : List.of(partition(), partitionInUse())) {
            var message = arriving.of(arriving.nameless(p, 0), arriving.named(p, 1, key(), CONTENT));
            assertThat(meet(failing(t -> t.admit(message)), t -> t.admit(message)))
                    .isEqualTo(List.of(NEW, NEW));
        }
    }

    /// There is nothing yet that could be locked.
    @Test
    void two_owners_meet_at_the_first_records_of_a_leader_too() throws Exception {
        var p = partitionInUse();
        var message = arriving.of(arriving.nameless(p, 1, 7), arriving.nameless(p, 1, 8));
        assertThat(meetTwice(t -> t.admit(message), t -> t.admit(message))).isEqualTo(List.of(DUPLICATE, DUPLICATE));
    }

    /// A repetition is known by its identity; it is its offset that must not be forgotten.
    @Test
    void an_offset_is_noted_though_another_noted_the_first_of_its_leader_at_the_same_time() throws Exception {
        var p = partition();
        var id = key();
        admit(arriving.named(partition(), 0, id, CONTENT));
        var first = arriving.of(arriving.nameless(p, 0));
        var repeat = arriving.of(arriving.named(p, 1, id, CONTENT));
        assertThat(meetTwice(t -> t.admit(first), t -> t.admit(repeat))).isEqualTo(List.of(DUPLICATE));
        act(t -> t.forget(List.of(arriving.identity(id, CONTENT))));
        assertThat(outcome(t -> t.admit(repeat))).isEqualTo(List.of(DUPLICATE));
    }

    /// What the second of two transactions is told that note one identity at the same time.
    Object whenIdentitiesMeet() {
        return Trouble.RACED;
    }

    @Test
    void of_one_identity_in_two_partitions_at_once_only_one_is_new() throws Exception {
        var id = key();
        var here = arriving.of(arriving.named(partition(), 0, id, CONTENT));
        var there = arriving.of(arriving.named(partition(), 0, id, CONTENT));
        assertThat(meet(t -> t.admit(here), t -> t.admit(there))).isEqualTo(whenIdentitiesMeet());
        assertThat(outcome(t -> t.admit(there))).isEqualTo(List.of(DUPLICATE));
    }

    @Test
    void an_identity_whose_first_transaction_gives_up_is_new() throws Exception {
        var id = key();
        var here = arriving.of(arriving.named(partition(), 0, id, CONTENT));
        var there = arriving.of(arriving.named(partition(), 0, id, CONTENT));
        assertThat(meet(failing(t -> t.admit(here)), t -> t.admit(there))).isEqualTo(List.of(NEW));
    }

    /// The second owner's look at the dead letters is older than the lock that it waited for.
    @Test
    void a_fact_is_held_back_behind_a_dead_letter_that_was_buried_while_its_partition_was_waited_for()
            throws Exception {
        var p = partitionInUse();
        var subject = "late" + p;
        Function<Transaction, Object> first = t -> {
            t.admit(arriving.of(arriving.fact(p, 0, subject, 1)));
            t.bury(List.of(arriving.deadLetter(p * 100L, subject, 1)));
            return true;
        };
        var later = arriving.of(arriving.fact(p, 0, subject, 1), arriving.fact(p, 1, subject, 2));
        assertThat(meetTwice(first, t -> t.admit(later))).isEqualTo(List.of(DUPLICATE, HELD_BACK));
    }

    @Test
    void a_dead_letter_that_was_redriven_and_fails_again_is_open_again_and_one_that_was_discarded_is_not()
            throws Exception {
        var p = partition();
        var redriven = arriving.deadLetter(p * 100L, "again" + p, 1);
        var discarded = arriving.deadLetter(p * 100L + 1, "never" + p, 1);
        act(t -> t.bury(List.of(redriven, discarded)));
        redrive(redriven);
        discard(discarded);
        act(t -> t.bury(List.of(redriven, discarded)));
        assertThat(admit(arriving.fact(p, 0, "again" + p, 2), arriving.fact(p, 1, "never" + p, 2)))
                .containsExactly(HELD_BACK, NEW);
    }

    @Test
    void the_id_of_an_edited_dead_letter_is_taken_until_it_fails_again() throws Exception {
        var p = partition();
        var letter = arriving.deadLetter(p * 100L, "edited" + p, 1);
        act(t -> t.bury(List.of(letter)));
        redriveEdited(letter);
        var original = Originals.of(letter.record());
        var again = arriving.named(p, 0, original, CONTENT);
        assertThat(admit(again)).containsExactly(ID_REUSED);
        act(t -> t.bury(List.of(letter)));
        assertThat(admit(arriving.named(p, 1, original, CONTENT))).containsExactly(NEW);
        act(t -> t.bury(List.of(letter)));
        assertThat(admit(arriving.named(p, 2, original, CONTENT))).containsExactly(DUPLICATE);
    }

    @Test
    void a_row_that_is_waited_for_is_read_as_the_other_left_it() throws Exception {
        var a = key();
        var b = key();
        create(new Box(a, 1, 1), new Box(b, 1, 1));
        var both = new TreeSet<>(List.of(a, b));
        Function<Transaction, Object> change = t -> {
            t.load(BOXES, both);
            t.save(BOXES, Map.of(), Map.of(b, new Box(b, 2, 2)));
            return true;
        };
        assertThat(meet(change, t -> t.load(BOXES, both).get(b))).isEqualTo(new Box(b, 2, 2));
    }

    @Test
    void two_first_messages_of_one_aggregate_race() throws Exception {
        var a = key();
        Function<Transaction, Object> make = t -> {
            t.load(BOXES, new TreeSet<>(List.of(a)));
            t.save(BOXES, Map.of(a, new Box(a, 1, 1)), Map.of());
            return true;
        };
        assertThat(meet(make, make)).isEqualTo(Trouble.RACED);
    }

    @Test
    void what_waits_is_brought_back_by_one_of_two() throws Exception {
        var held = List.of(arriving.heldBack(partition() * 100L, "two", 1));
        act(t -> t.hold(held));
        Function<Transaction, Object> take = t -> {
            var there = t.stillHeld(held).size();
            t.release(held);
            return there;
        };
        assertThat(meet(take, take)).isEqualTo(0);
    }

    /// The first does its work and waits with its commit until the second waits for it.
    ///
    /// @return what the second said, or what its trouble was
    final Object meet(Function<Transaction, ?> first, Function<Transaction, ?> second) throws Exception {
        var later = new FutureTask<>(() -> outcome(second));
        try {
            act(t -> {
                try {
                    var _ = first.apply(t);
                } finally {
                    startAndAwait(later);
                }
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage(GIVEN_UP);
        }
        return later.get();
    }

    /// The same, and the second tries once more if it has lost a race, as the line does.
    private Object meetTwice(Function<Transaction, ?> first, Function<Transaction, ?> second) throws Exception {
        var said = meet(first, second);
        return said == Trouble.RACED ? outcome(second) : said;
    }

    /// One of which something was handled.
    final int partitionInUse() {
        var p = partition();
        admit(arriving.nameless(p, 99));
        return p;
    }

    final Object outcome(Function<Transaction, ?> work) {
        try {
            return store().transact(work);
        } catch (StoreException e) {
            return e.trouble();
        }
    }

    private void startAndAwait(FutureTask<?> later) {
        var thread = Thread.ofPlatform().daemon().start(later);
        try {
            awaitWaiting(thread);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Function<Transaction, Object> failing(Consumer<Transaction> work) {
        return t -> {
            work.accept(t);
            throw new IllegalStateException(GIVEN_UP);
        };
    }
}
