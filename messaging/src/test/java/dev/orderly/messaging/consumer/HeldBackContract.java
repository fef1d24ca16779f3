package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Item.Standing;
import dev.orderly.messaging.store.Boxes.Label;
import dev.orderly.messaging.telemetry.Signal.UnknownSkipped;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of facts that come too early, or behind one that cannot be read.
abstract class HeldBackContract extends LineContract {

    @Test
    void a_later_fact_waits_for_the_one_between_and_comes_back() {
        handle(items.written("a", 1, "x"), items.written("a", 3, "z"), items.written("a", 4, "!"));
        assertThat(words()).containsExactly("Handled", "Waiting", "Waiting");
        bringBack();
        assertThat(label("a").words()).isEqualTo("x");
        handle(items.written("a", 2, "y"));
        bringBack();
        assertThat(label("a")).isEqualTo(new Label(items.box("a"), "xyz!", 4));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void facts_behind_one_that_cannot_be_read_are_held_back() {
        handle(items.unreadableFact("a", 1), items.written("a", 2, "y"), items.written("b", 1, "x"));
        assertThat(words()).containsExactly("DeadLettered", "Waiting", "Handled");
        handle(items.written("a", 3, "z"));
        assertThat(words()).endsWith("Waiting");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void it_tells_of_which_streams_facts_that_waited_went() {
        handle(items.written("a", 2, "y"), items.written("b", 2, "y"));
        assertThat(handle(items.written("a", 1, "x")).freed()).isEmpty();
        assertThat(line(store()).handle(waiting()).freed())
                .singleElement()
                .satisfies(stream -> assertThat(stream).endsWith(items.box("a")));
    }

    /// What is held back is decided when it returns; and these are not to be decided, whatever happens around them.
    @Test
    void what_is_passed_over_is_never_held_back() {
        handle(
                items.unreadableFact("a", 9),
                items.passedOver(Standing.FOREIGN, "a", 1, "not the owner's"),
                items.passedOver(Standing.SILENT, "a", 2, "not heeded"));
        assertThat(words()).containsExactly("DeadLettered", "Ignored");
        assertThat(waiting()).isEmpty();
        bringBack();
        assertThat(label("a").words()).isEmpty();
    }

    @Test
    void what_cannot_be_read_says_why_when_it_returns_too() {
        handle(items.written("a", 2, "y"), items.unreadableFact("a", 3));
        handle(items.written("a", 1, "x"));
        bringBack();
        assertThat(reasons()).containsExactly("Waiting", "Waiting", "Handled", "Handled", "json");
    }

    @Test
    void what_nobody_knows_is_passed_over_when_it_returns_too() {
        handle(items.written("a", 2, "y"), items.unknownAlone("a", 3));
        handle(items.written("a", 1, "x"));
        bringBack();
        assertThat(reasons()).containsExactly("Waiting", "Waiting", "Handled", "Handled");
        assertThat(telemetry.of(UnknownSkipped.class)).hasSize(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void what_two_instances_bring_back_is_handled_once() {
        handle(items.written("a", 2, "y"));
        handle(items.written("a", 1, "x"));
        var found = waiting();
        line(store()).handle(found);
        line(store()).handle(found);
        assertThat(words()).containsExactly("Waiting", "Handled", "Handled", "Duplicate");
        assertThat(label("a").words()).isEqualTo("xy");
    }

    /// Its topic was filled again, or a relay has repeated it: what was decided about it is not asked for again.
    @Test
    void a_fact_that_cannot_be_read_and_was_counted_already_is_ignored_and_holds_back_nobody() {
        handle(items.written("a", 1, "x"), items.unknownFact("a", 2), items.written("a", 3, "z"));
        handle(items.unreadableFact("a", 2), items.written("a", 4, "!"));
        assertThat(reasons()).endsWith("Ignored", "Handled");
        assertThat(said()).endsWith("fact 2 was seen, the last is 3");
        assertThat(label("a").words()).isEqualTo("xz!");
    }

    @Test
    void a_fact_that_cannot_be_read_and_was_counted_in_the_same_batch_is_ignored_too() {
        handle(items.unknownFact("a", 1), items.unreadableFact("a", 1), items.written("a", 2, "y"));
        assertThat(reasons()).endsWith("Ignored", "Handled");
    }

    @Test
    void a_fact_whose_id_came_with_other_content_is_ignored_if_its_number_was_counted_already() {
        handle(items.written("a", 1, "x"), items.written("a", 2, "y"));
        handle(items.edited(items.written("a", 1, "x")), items.written("a", 3, "z"));
        assertThat(reasons()).endsWith("Ignored", "Handled");
        assertThat(said()).endsWith("fact 1 was seen, the last is 2");
        assertThat(label("a").words()).isEqualTo("xyz");
    }

    @Test
    void a_fact_whose_id_is_reused_and_number_not_counted_is_a_dead_letter_and_holds_back_what_follows() {
        var second = items.written("a", 2, "y");
        handle(items.written("a", 1, "x"), second, items.written("a", 3, "z"));
        handle(items.renumbered(second, 4), items.written("a", 5, "!"));
        assertThat(reasons()).endsWith("id-reused", "Waiting");
        handle(items.written("b", 1, "x"), items.unreadableFact("b", 2), items.written("b", 3, "z"));
        assertThat(reasons()).endsWith("Handled", "json", "Waiting");
    }

    private void bringBack() {
        line(store()).handle(waiting());
    }

    private List<Item> waiting() {
        var streams =
                store().waitingStreams("", 1_000).stream().filter(items::isOurs).toList();
        return store().waiting(streams, 1_000).stream().map(items::returning).toList();
    }
}
