package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Admission.DUPLICATE;
import static dev.orderly.messaging.store.Admission.HELD_BACK;
import static dev.orderly.messaging.store.Admission.ID_REUSED;
import static dev.orderly.messaging.store.Admission.NEW;
import static dev.orderly.messaging.store.Arriving.CONTENT;
import static dev.orderly.messaging.store.Arriving.OTHER_CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.Arrivals.Arrival;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What inbox and shelf owe to the line, whoever keeps them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InboxContract {
    final Arriving arriving = Arriving.somewhere();
    private int partitions;

    abstract Store store();

    /// Looks away from a dead letter.
    abstract void discard(DeadLetter letter) throws Exception;

    /// Hands a dead letter over again.
    abstract void redrive(DeadLetter letter) throws Exception;

    /// Hands a dead letter over again with another payload, under an id of its own.
    abstract void redriveEdited(DeadLetter letter) throws Exception;

    /// The message ids of outbox rows, in the order of the rows.
    abstract List<String> outbox() throws Exception;

    /// Returns once a transaction waits for what another one holds.
    abstract void awaitWaiting(Thread waiting) throws Exception;

    @Test
    void what_comes_first_is_new_and_what_comes_again_is_a_duplicate() {
        var p = partition();
        assertThat(admit(arriving.named(p, 0, "first" + p, CONTENT))).containsExactly(NEW);
        assertThat(admit(arriving.named(p, 0, "first" + p, CONTENT))).containsExactly(DUPLICATE);
    }

    @Test
    void a_record_without_an_identity_is_known_by_its_offset() {
        var p = partition();
        assertThat(admit(arriving.nameless(p, 7))).containsExactly(NEW);
        assertThat(admit(arriving.nameless(p, 7), arriving.nameless(p, 8))).containsExactly(DUPLICATE, NEW);
    }

    @Test
    void an_offset_inside_a_handled_range_is_a_duplicate_at_any_age_whatever_lies_there() {
        var p = partition();
        in(t -> t.admit(new Arrivals(List.of(arriving.nameless(p, 0)), List.of(arriving.span(p, 0, 5_000_000_000L)))));
        assertThat(admit(arriving.named(p, 4_000_000_000L, "old" + p, CONTENT))).containsExactly(DUPLICATE);
    }

    @Test
    void ranges_that_were_skipped_stay_open() {
        var p = partition();
        in(t -> t.admit(new Arrivals(
                List.of(arriving.nameless(p, 0), arriving.nameless(p, 14)),
                List.of(arriving.span(p, 0, 5), arriving.span(p, 10, 15)))));
        assertThat(admit(
                        arriving.nameless(p, 4),
                        arriving.nameless(p, 5),
                        arriving.nameless(p, 9),
                        arriving.nameless(p, 10)))
                .containsExactly(DUPLICATE, NEW, NEW, DUPLICATE);
    }

    @Test
    void the_same_identity_at_another_place_is_a_duplicate() {
        var p = partition();
        var other = partition();
        admit(arriving.named(p, 0, "moved" + p, CONTENT));
        assertThat(admit(arriving.named(other, 3, "moved" + p, CONTENT))).containsExactly(DUPLICATE);
    }

    @Test
    void the_same_identity_with_another_content_is_not() {
        var p = partition();
        admit(arriving.named(p, 0, "reused" + p, CONTENT));
        assertThat(admit(arriving.named(p, 1, "reused" + p, OTHER_CONTENT))).containsExactly(ID_REUSED);
    }

    @Test
    void another_source_may_use_the_same_id() {
        var p = partition();
        var elsewhere = Arriving.somewhere();
        admit(arriving.named(p, 0, "shared" + p, CONTENT));
        var said = in(t -> t.admit(elsewhere.of(elsewhere.named(0, 0, "shared" + p, OTHER_CONTENT))));
        assertThat(said).containsExactly(NEW);
    }

    @Test
    void answers_come_in_the_order_of_the_messages() {
        var p = partition();
        admit(arriving.named(p, 1, "b" + p, CONTENT));
        assertThat(admit(
                        arriving.named(p, 2, "c" + p, CONTENT),
                        arriving.named(p, 3, "b" + p, OTHER_CONTENT),
                        arriving.named(p, 1, "b" + p, CONTENT),
                        arriving.nameless(p, 4)))
                .containsExactly(NEW, ID_REUSED, DUPLICATE, NEW);
    }

    @Test
    void twins_in_one_question_are_both_new_and_the_first_one_is_noted() {
        var p = partition();
        assertThat(admit(
                        arriving.named(p, 1, "twin" + p, CONTENT),
                        arriving.named(p, 2, "twin" + p, OTHER_CONTENT),
                        arriving.named(p, 3, "twin" + p, CONTENT)))
                .containsExactly(NEW, NEW, NEW);
        assertThat(admit(arriving.named(p, 4, "twin" + p, CONTENT), arriving.named(p, 5, "twin" + p, OTHER_CONTENT)))
                .containsExactly(DUPLICATE, ID_REUSED);
    }

    @Test
    void a_forgotten_identity_may_come_again_from_another_place() {
        var p = partition();
        admit(arriving.named(p, 0, "mended" + p, CONTENT));
        act(t -> t.forget(List.of(arriving.identity("mended" + p, CONTENT))));
        assertThat(admit(arriving.named(p, 0, "mended" + p, CONTENT))).containsExactly(DUPLICATE);
        assertThat(admit(arriving.named(p, 1, "mended" + p, OTHER_CONTENT))).containsExactly(NEW);
    }

    @Test
    void later_facts_of_a_stream_are_held_back_behind_a_dead_letter_until_it_is_discarded() throws Exception {
        var p = partition();
        var subject = "dead" + p;
        var letter = arriving.deadLetter(p * 100L, subject, 2);
        act(t -> t.bury(List.of(letter)));
        assertThat(admit(
                        arriving.fact(p, 0, subject, 1),
                        arriving.fact(p, 1, subject, 2),
                        arriving.fact(p, 2, subject, 3),
                        arriving.fact(p, 3, "other" + p, 3)))
                .containsExactly(NEW, NEW, HELD_BACK, NEW);
        discard(letter);
        assertThat(admit(arriving.fact(p, 4, subject, 4))).containsExactly(NEW);
    }

    @Test
    void later_facts_of_a_stream_are_held_back_behind_one_that_waits_until_it_is_released() {
        var p = partition();
        var subject = "waiting" + p;
        var held = arriving.heldBack(p * 100L, subject, 2);
        act(t -> t.hold(List.of(held)));
        assertThat(admit(arriving.fact(p, 0, subject, 1), arriving.fact(p, 1, subject, 3)))
                .containsExactly(NEW, HELD_BACK);
        act(t -> t.release(List.of(held)));
        assertThat(admit(arriving.fact(p, 2, subject, 4))).containsExactly(NEW);
    }

    @Test
    void what_waits_comes_back_each_stream_in_order_but_not_from_behind_a_dead_letter() throws Exception {
        var p = partition();
        var all = List.of(
                arriving.heldBack(p * 100L, "a" + p, 3),
                arriving.heldBack(p * 100L + 1, "a" + p, 2),
                arriving.heldBack(p * 100L + 2, "b" + p, 9),
                arriving.heldBack(p * 100L + 3, "c" + p, 5),
                arriving.heldBack(p * 100L + 4, "c" + p, 3));
        var letter = arriving.deadLetter(p * 100L + 5, "c" + p, 4);
        act(t -> {
            t.hold(all);
            t.bury(List.of(letter));
        });
        assertThat(waiting(all, 10)).containsExactly("a" + p + " 2", "a" + p + " 3", "b" + p + " 9", "c" + p + " 3");
        assertThat(waiting(all, 1)).containsExactly("a" + p + " 2", "b" + p + " 9", "c" + p + " 3");
        discard(letter);
        assertThat(waiting(all, 10)).endsWith("c" + p + " 3", "c" + p + " 5");
        act(t -> t.release(all));
        assertThat(waiting(all, 10)).isEmpty();
    }

    @Test
    void streams_that_wait_are_named_once_each_and_from_any_one_on() {
        var p = partition();
        var all = List.of(
                arriving.heldBack(p * 100L, "x" + p + "b", 3),
                arriving.heldBack(p * 100L + 1, "x" + p + "c", 2),
                arriving.heldBack(p * 100L + 2, "x" + p + "a", 9),
                arriving.heldBack(p * 100L + 3, "x" + p + "a", 8));
        act(t -> t.hold(all));
        var before = arriving.stream("x" + p);
        var named = Stream.of("a", "b", "c").map(end -> before + end).toList();
        assertThat(store().waitingStreams("", 1_000)).containsOnlyOnceElementsOf(named);
        assertThat(store().waitingStreams(before, 2)).containsExactlyElementsOf(named.subList(0, 2));
        assertThat(store().waitingStreams(named.get(1), 1)).containsExactly(named.get(2));
        act(t -> t.release(all));
        assertThat(store().waitingStreams("", 1_000)).doesNotContainAnyElementsOf(named);
    }

    /// Subject and sequence of what waits in the streams of these.
    private List<String> waiting(List<HeldBack> mine, int each) {
        var streams = mine.stream().map(HeldBack::stream).distinct().sorted().toList();
        return store().waiting(streams, each).stream()
                .map(held -> held.stream().substring(held.stream().lastIndexOf('/') + 1) + " " + held.sequence())
                .toList();
    }

    /// One that nothing came from yet.
    int partition() {
        return ++partitions;
    }

    List<Admission> admit(Arrival... messages) {
        return in(t -> t.admit(arriving.of(messages)));
    }

    <R> R in(Function<Transaction, R> work) {
        return store().transact(work);
    }

    void act(Consumer<Transaction> work) {
        store().transact(transaction -> {
            work.accept(transaction);
            return true;
        });
    }
}
