package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How facts that wait are tried again.
abstract class RecallContract {
    private static final int MOST = 5;
    private static final int HOPELESS = 42;

    private final BoxItems items = new BoxItems();

    /// One in which nothing waits.
    abstract Store store();

    @Test
    void a_stream_that_can_go_has_its_turn_however_many_wait_for_what_never_comes() {
        hold(HOPELESS);
        hold("m", 2, 2);
        line().handle(List.of(items.written("m", 1, "1")));
        var recall = recall();
        for (int turns = 0; turns <= HOPELESS / MOST; turns++) {
            recall.went(line().handle(recall.turn()).freed());
        }
        assertThat(line().handle(recall.flow()).freed()).hasSize(1);
        assertThat(words("m")).isEqualTo("1..");
    }

    @Test
    void a_turn_takes_one_fact_of_a_stream_and_behind_the_last_stream_the_first_comes_again() {
        hold(MOST + 1);
        hold("z", 7, MOST * 3);
        var recall = recall();
        var first = subjects(recall.turn());
        assertThat(first).hasSize(MOST).doesNotHaveDuplicates();
        assertThat(subjects(recall.turn())).hasSize(2).doesNotContainAnyElementsOf(first);
        assertThat(subjects(recall.turn())).isEqualTo(first);
    }

    @Test
    void a_stream_whose_first_fact_went_is_followed_to_its_end_without_another_turn() {
        hold(HOPELESS);
        hold("a", 2, 4 * MOST);
        line().handle(List.of(items.written("a", 1, "1")));
        var recall = recall();
        recall.went(line().handle(recall.turn()).freed());
        for (int i = 0; i < 4; i++) {
            recall.went(line().handle(recall.flow()).freed());
        }
        assertThat(words("a")).hasSize(1 + 4 * MOST);
        recall.went(line().handle(recall.flow()).freed());
        assertThat(recall.flow()).isEmpty();
    }

    @Test
    void where_nothing_waits_nothing_is_tried() {
        assertThat(recall().turn()).isEmpty();
        assertThat(recall().flow()).isEmpty();
    }

    /// Streams whose first fact never comes.
    private void hold(int streams) {
        for (int i = 0; i < streams; i++) {
            hold("hopeless" + (100 + i), 5, 2);
        }
    }

    private void hold(String box, int from, int count) {
        var facts = new ArrayList<Item>();
        for (int i = 0; i < count; i++) {
            facts.add(items.written(box, from + i, "."));
        }
        line().handle(facts);
    }

    private Recall recall() {
        return new Recall(store(), items::returning, MOST);
    }

    private Line line() {
        return new Line(
                "boxes",
                store(),
                List.of(Boxes.BOXES, Boxes.LABELLED),
                new Publication("/orderly/boxes", List.of(Boxes.EVENTS)),
                new SettableTime(),
                new RecordingTelemetry(),
                () -> {});
    }

    private static List<String> subjects(List<Item> facts) {
        return facts.stream().map(fact -> fact.event().subject()).toList();
    }

    private String words(String box) {
        var key = items.box(box);
        return store().transact(t -> t.load(Boxes.LABELLED, new TreeSet<>(List.of(key))))
                .get(key)
                .words();
    }
}
