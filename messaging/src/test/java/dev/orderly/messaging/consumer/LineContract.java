package dev.orderly.messaging.consumer;

import static dev.orderly.messaging.consumer.BoxItems.LOOKS_ELSEWHERE;
import static dev.orderly.messaging.consumer.BoxItems.REFUSED_BY_DATABASE;
import static dev.orderly.messaging.consumer.BoxItems.THROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.Boxes.Label;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What becomes of the messages of a batch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LineContract {
    BoxItems items = new BoxItems();
    RecordingTelemetry telemetry = new RecordingTelemetry();
    private final AtomicInteger rings = new AtomicInteger();

    abstract Store store();

    @BeforeEach
    void begin() {
        items = new BoxItems();
        telemetry = new RecordingTelemetry();
        rings.set(0);
    }

    @Test
    void what_is_handled_changes_the_state_and_goes_out() {
        var progress = handle(items.put("1", "a", 5), items.put("2", "a", 2));
        assertThat(words()).containsExactly("Handled", "Handled");
        assertThat(box("a")).isEqualTo(new Box(items.box("a"), 7, 2));
        assertThat(progress.lastRow()).isPositive();
        assertThat(rings).hasValue(1);
    }

    @Test
    void a_refusal_and_a_message_with_nothing_to_do_touch_nothing() {
        handle(items.put("1", "a", -1), items.put("2", "a", 0));
        assertThat(words()).containsExactly("Refused", "Ignored");
        assertThat(box("a").version()).isZero();
        assertThat(rings).hasValue(0);
    }

    @Test
    void twins_in_one_batch_are_handled_once() {
        handle(items.put("1", "a", 5), items.put("1", "a", 5));
        assertThat(words()).containsExactly("Handled", "Duplicate");
        assertThat(box("a").things()).isEqualTo(5);
    }

    @Test
    void the_same_id_with_other_content_is_a_dead_letter_and_the_first_stays_handled() {
        handle(items.put("1", "a", 5), items.put("1", "a", 6));
        assertThat(reasons()).containsExactly("Handled", "id-reused");
        handle(items.put("1", "a", 5));
        assertThat(words()).endsWith("Duplicate");
    }

    @Test
    void an_id_that_came_again_is_one_dead_letter_however_often_the_batch_is_read() {
        var first = items.put("1", "a", 5);
        var second = items.put("1", "a", 6);
        handle(first, second);
        handle(first, second);
        assertThat(reasons()).containsExactly("Handled", "id-reused", "Duplicate", "Duplicate");
    }

    @Test
    void an_offset_waits_for_what_followed_when_its_message_came_first() {
        var put = items.put("1", "a", 5);
        var written = handle(put).lastRow();
        assertThat(handle(put).lastRow()).isEqualTo(written);
    }

    @Test
    void a_poisoned_record_in_the_middle_stops_nobody() {
        handle(items.put("1", "a", 5), items.unreadable(), items.put("2", "a", 1));
        assertThat(reasons()).containsExactly("Handled", "json", "Handled");
        assertThat(box("a").things()).isEqualTo(6);
    }

    @Test
    void a_decider_that_throws_is_tried_three_times_and_the_others_are_handled() {
        handle(items.put("1", "a", 5), items.put("2", "b", THROWS), items.put("3", "a", 1));
        assertThat(reasons()).containsExactly("Handled", "bug", "Handled");
        assertThat(items.putting.calls).isEqualTo(5);
        assertThat(box("a").things()).isEqualTo(6);
    }

    @Test
    void each_try_of_a_decider_that_throws_is_told_before_what_became_of_the_message() {
        var thrown = items.put("2", "b", THROWS);
        handle(items.put("1", "a", 5), thrown);
        var lines = telemetry.of(MessageDone.class).stream()
                .filter(line -> line.place().equals(thrown.origin()))
                .map(MessageDone::outcome)
                .toList();
        assertThat(lines).hasSize(3).last().isInstanceOf(Outcome.DeadLettered.class);
        assertThat(lines.subList(0, 2))
                .allSatisfy(line -> assertThat(((Outcome.Retrying) line).cause())
                        .startsWith("IllegalStateException in " + BoxItems.class.getName())
                        .doesNotContain("on purpose"))
                .extracting(line -> ((Outcome.Retrying) line).attempt())
                .containsExactly(1, 2);
    }

    @Test
    void tries_are_not_told_of_a_batch_that_is_not_committed() {
        var away = new AwayStore(store());
        assertThatThrownBy(() -> line(away).handle(List.of(items.put("1", "a", THROWS))))
                .isInstanceOf(StoreException.class);
        assertThat(telemetry.signals()).isEmpty();
    }

    @Test
    void a_dead_letter_may_come_again_once_it_is_mended() {
        handle(items.put("1", "a", THROWS));
        handle(items.put("1", "a", 5));
        assertThat(reasons()).containsExactly("bug", "Handled");
    }

    /// As it is when offsets are set back while the mended one was not read yet.
    @Test
    void a_dead_letter_and_its_mended_twin_may_come_in_one_batch() {
        var dead = items.put("1", "a", THROWS);
        handle(dead);
        handle(dead, items.put("1", "a", 5), items.put("1", "a", 5));
        assertThat(reasons()).containsExactly("bug", "Duplicate", "Handled", "Duplicate");
    }

    @Test
    void the_one_message_that_the_database_refuses_is_found() {
        var batch = new ArrayList<Item>();
        for (int i = 0; i < 9; i++) {
            batch.add(items.put("" + i, "box" + i, i == 6 ? REFUSED_BY_DATABASE : 1));
        }
        var progress = line(store()).handle(batch);
        assertThat(progress.messages()).isEqualTo(9);
        assertThat(reasons()).containsOnly("Handled", "bug").hasSize(9);
        assertThat(box("box6").version()).isZero();
        assertThat(box("box8").things()).isOne();
    }

    @Test
    void a_state_that_turns_out_to_be_needed_only_later_is_loaded_then() {
        handle(items.put("0", "elsewhere", 1));
        handle(items.put("1", "a", LOOKS_ELSEWHERE), items.put("2", "a", 1));
        assertThat(words()).containsExactly("Handled", "Handled", "Handled");
        assertThat(box("a").things()).isEqualTo(LOOKS_ELSEWHERE + 1);
    }

    @Test
    void an_outage_spends_no_attempt_and_the_same_batch_again_is_handled() {
        var put = items.put("1", "a", 5);
        var away = new AwayStore(store());
        assertThatThrownBy(() -> line(away).handle(List.of(put)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.UNAVAILABLE));
        assertThat(words()).isEmpty();
        handle(put);
        assertThat(words()).containsExactly("Handled");
    }

    @Test
    void facts_of_the_owner_are_taken_each_in_its_turn() {
        handle(items.written("a", 1, "x"), items.written("a", 2, "y"), items.written("a", 2, "y"));
        assertThat(words()).containsExactly("Handled", "Handled", "Duplicate");
        assertThat(label("a")).isEqualTo(new Label(items.box("a"), "xy", 2));
    }

    @Test
    void a_fact_of_an_unknown_type_counts() {
        handle(items.written("a", 1, "x"), items.unknownFact("a", 2), items.written("a", 3, "z"));
        assertThat(label("a")).isEqualTo(new Label(items.box("a"), "xz", 3));
    }

    Progress handle(Item... batch) {
        return line(store()).handle(List.of(batch));
    }

    Line line(Store on) {
        return new Line(
                "boxes",
                on,
                List.of(Boxes.BOXES, Boxes.LABELLED),
                new Publication("/orderly/boxes", List.of(Boxes.EVENTS)),
                new SettableTime(),
                telemetry,
                rings::incrementAndGet);
    }

    private Box box(String name) {
        var key = items.box(name);
        var rows = store().transact(t -> t.load(Boxes.BOXES, new TreeSet<>(List.of(key))));
        return rows.getOrDefault(key, Boxes.BOXES.empty(key));
    }

    Label label(String name) {
        var key = items.box(name);
        var rows = store().transact(t -> t.load(Boxes.LABELLED, new TreeSet<>(List.of(key))));
        return rows.getOrDefault(key, Boxes.LABELLED.empty(key));
    }

    List<String> words() {
        return outcomes().stream()
                .map(outcome -> outcome.getClass().getSimpleName())
                .toList();
    }

    List<String> reasons() {
        return outcomes().stream()
                .map(outcome -> outcome instanceof Outcome.DeadLettered(var reason, var _)
                        ? reason.code()
                        : outcome.getClass().getSimpleName())
                .toList();
    }

    /// Why messages were ignored.
    List<String> said() {
        return outcomes().stream()
                .filter(Outcome.Ignored.class::isInstance)
                .map(outcome -> ((Outcome.Ignored) outcome).why())
                .toList();
    }

    /// What became of messages in the end.
    private List<Outcome> outcomes() {
        return telemetry.of(MessageDone.class).stream()
                .map(MessageDone::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Retrying))
                .toList();
    }
}
