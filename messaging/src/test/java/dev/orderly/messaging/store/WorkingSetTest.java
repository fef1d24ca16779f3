package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Boxes.BOXES;
import static dev.orderly.messaging.store.Boxes.LABELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.store.Boxes.Added;
import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.WorkingSet.NotLoaded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkingSetTest {
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});
    private final WorkingSet states = new WorkingSet(List.of(BOXES, LABELLED));

    @Test
    void a_row_that_is_not_there_is_empty() {
        load("a");
        assertThat(states.get(BOXES, "a")).isEqualTo(new Box("a", 0, 0));
    }

    @Test
    void later_messages_see_what_earlier_ones_left() {
        load("a");
        states.apply(added("a", 5, 1));
        states.keep();
        load("a");
        assertThat(states.get(BOXES, "a")).isEqualTo(new Box("a", 5, 1));
    }

    @Test
    void what_a_message_did_is_taken_back_as_a_whole() {
        load("a", "b");
        states.apply(added("a", 5, 1));
        states.keep();
        states.apply(added("a", 1, 2));
        states.apply(added("b", 1, 1));
        states.apply(added("a", 1, 3));
        states.takeBack();
        assertThat(states.get(BOXES, "a")).isEqualTo(new Box("a", 5, 1));
        assertThat(states.get(BOXES, "b")).isEqualTo(new Box("b", 0, 0));
        save();
        assertThat(store.all(BOXES)).isEqualTo(Map.of("a", new Box("a", 5, 1)));
    }

    @Test
    void a_row_whose_only_change_was_taken_back_is_not_saved_but_its_next_change_is() {
        load("a");
        states.apply(added("a", 5, 1));
        states.takeBack();
        states.apply(added("a", 7, 1));
        states.keep();
        save();
        assertThat(store.all(BOXES)).isEqualTo(Map.of("a", new Box("a", 7, 1)));
    }

    @Test
    void rows_that_were_there_are_changed_and_the_others_made() {
        store.transact(t -> {
            t.save(BOXES, Map.of("a", new Box("a", 1, 1)), Map.of());
            return true;
        });
        load("a", "b");
        states.apply(added("a", 1, 2));
        states.apply(added("b", 1, 1));
        states.keep();
        save();
        assertThat(store.all(BOXES)).isEqualTo(Map.of("a", new Box("a", 2, 2), "b", new Box("b", 1, 1)));
    }

    @Test
    void a_state_that_nobody_named_says_so_when_it_is_looked_at_or_changed() {
        assertThatThrownBy(() -> states.get(BOXES, "a")).isInstanceOf(NotLoaded.class);
        assertThatThrownBy(() -> states.apply(added("a", 1, 1))).isInstanceOf(NotLoaded.class);
    }

    @Test
    void the_version_is_that_of_the_aggregate_which_numbers_the_fact() {
        load("a");
        states.apply(added("a", 5, 3));
        assertThat(states.version(new Added("a", 1))).isEqualTo(3);
    }

    @Test
    void a_fact_that_nothing_numbers_has_no_version() {
        var labelsAlone = new WorkingSet(List.of(LABELLED));
        assertThatThrownBy(() -> labelsAlone.version(new Added("a", 1))).hasMessage("no aggregate numbers Added");
    }

    private void load(String... keys) {
        store.transact(t -> {
            states.load(BOXES, List.of(keys), t);
            return true;
        });
    }

    private void save() {
        store.transact(t -> {
            states.save(t);
            return true;
        });
    }

    private static Event<Added> added(String box, long things, long sequence) {
        var envelope = new Envelope(
                "1",
                "/test",
                "box.added",
                box,
                Instant.EPOCH,
                "",
                sequence,
                "1",
                Optional.empty(),
                Optional.empty(),
                Trace.startedBy("1"));
        return new Event<>(envelope, new Added(box, things));
    }
}
