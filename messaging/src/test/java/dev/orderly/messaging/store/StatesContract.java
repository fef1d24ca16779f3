package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Boxes.BOXES;
import static dev.orderly.messaging.store.Boxes.LABELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.Boxes.Label;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What states and outbox owe to the line.
abstract class StatesContract extends LeaderEpochsContract {

    @Test
    void rows_that_are_saved_are_loaded_and_the_others_are_not_there() {
        var a = key();
        var b = key();
        create(new Box(a, 1, 1), new Box(b, 2, 1));
        assertThat(load(a, b, key())).isEqualTo(Map.of(a, new Box(a, 1, 1), b, new Box(b, 2, 1)));
    }

    @Test
    void some_rows_are_made_and_others_changed_in_one_statement() {
        var a = key();
        var b = key();
        create(new Box(a, 1, 1));
        act(t -> {
            t.load(BOXES, new TreeSet<>(List.of(a, b)));
            t.save(BOXES, Map.of(b, new Box(b, 5, 1)), Map.of(a, new Box(a, 3, 2)));
        });
        assertThat(load(a, b)).isEqualTo(Map.of(a, new Box(a, 3, 2), b, new Box(b, 5, 1)));
    }

    @Test
    void a_row_that_was_made_meanwhile_is_never_overwritten() {
        var a = key();
        create(new Box(a, 1, 1));
        fails(Trouble.RACED, t -> t.save(BOXES, Map.of(a, new Box(a, 9, 9)), Map.of()));
        assertThat(load(a)).isEqualTo(Map.of(a, new Box(a, 1, 1)));
    }

    @Test
    void a_value_that_breaks_a_rule_of_the_database_is_refused_and_nothing_is_left() {
        var good = key();
        var bad = key();
        fails(
                Trouble.VALUE_REFUSED,
                t -> t.save(BOXES, Map.of(good, new Box(good, 1, 1), bad, new Box(bad, 666, 1)), Map.of()));
        assertThat(load(good, bad)).isEmpty();
    }

    @Test
    void text_that_the_database_cannot_hold_is_refused() {
        var a = key();
        fails(Trouble.VALUE_REFUSED, t -> t.save(LABELLED, Map.of(a, new Label(a, "\0", 1)), Map.of()));
    }

    @Test
    void rows_go_out_in_the_order_in_which_they_were_emitted() throws Exception {
        var first = key();
        var ids = List.of(first + 1, first + 2, first + 3);
        var last = in(t -> {
            t.emit(List.of(arriving.row(ids.get(0)), arriving.row(ids.get(1))));
            return t.emit(List.of(arriving.row(ids.get(2))));
        });
        assertThat(outbox().stream().filter(id -> id.startsWith(first))).containsExactlyElementsOf(ids);
        assertThat(in(Transaction::lastRow)).isEqualTo(last);
        var next = in(t -> t.emit(List.of(arriving.row(key()))));
        assertThat(next).isGreaterThan(last);
    }

    @Test
    void what_is_rolled_back_leaves_nothing() throws Exception {
        var p = partition();
        var a = key();
        var held = arriving.heldBack(p * 100L, "rolled" + p, 1);
        var letter = arriving.deadLetter(p * 100L + 1, "rolled" + p, 1);
        var failure = new IllegalStateException("on purpose");
        assertThatThrownBy(() -> act(t -> {
                    t.admit(arriving.of(arriving.named(p, 0, a, Arriving.CONTENT)));
                    t.save(BOXES, Map.of(a, new Box(a, 1, 1)), Map.of());
                    t.emit(List.of(arriving.row(a)));
                    t.hold(List.of(held));
                    t.bury(List.of(letter));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(load(a)).isEmpty();
        assertThat(outbox()).doesNotContain(a);
        assertThat(store().waiting(List.of(held.stream()), 1)).isEmpty();
        assertThat(admit(arriving.named(p, 0, a, Arriving.OTHER_CONTENT), arriving.fact(p, 1, "rolled" + p, 9)))
                .containsExactly(Admission.NEW, Admission.NEW);
    }

    void fails(Trouble trouble, Consumer<Transaction> work) {
        assertThatThrownBy(() -> act(work))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(trouble));
    }

    void create(Box... boxes) {
        var created = new HashMap<String, Box>();
        for (var box : boxes) {
            created.put(box.box(), box);
        }
        act(t -> t.save(BOXES, created, Map.of()));
    }

    Map<String, Box> load(String... keys) {
        return in(t -> t.load(BOXES, new TreeSet<>(List.of(keys))));
    }

    /// One that nobody else uses.
    static String key() {
        return UUID.randomUUID().toString();
    }
}
