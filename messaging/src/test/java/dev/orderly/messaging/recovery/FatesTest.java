package dev.orderly.messaging.recovery;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetterPast.Fate;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.States;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FatesTest {
    private static final String STREAM = "label-events/label/b";

    private final BoxDatabase database = BoxDatabase.fresh();
    private final List<Subscription<?>> subscriptions = new BoxService(database.source()).subscriptions();
    private final Sorting copying = new Sorting("/orderly/boxes", subscriptions);
    private final Sorting acting = new Sorting(
            "/orderly/boxes", subscriptions.stream().map(FatesTest::alone).toList());

    FatesTest() throws SQLException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_open_dead_letter_is_left_out_and_keeps_back_what_follows_it_of_its_stream_alone() {
        for (var sorting : List.of(copying, acting)) {
            var fates = new Fates(sorting, List.of(fate(fact(1, "b", 2, "17"), Status.OPEN, null)));
            var turn = turn(fates, sorting, fact(0, "b", 1, "\"a\""), fact(1, "b", 2, "17"), fact(2, "b", 3, "\"c\""));
            assertThat(turn.going()).extracting(Item::sequence).containsExactly(1L);
            assertThat(turn.held()).extracting(HeldBack::stream).containsExactly(STREAM);
            var later = turn(fates, sorting, fact(3, "b", 4, "\"d\""), fact(4, "c", 4, "\"d\""));
            assertThat(later.going()).extracting(Item::stream).containsExactly("label-events/label/c");
            assertThat(later.held()).extracting(HeldBack::sequence).containsExactly(4L);
        }
    }

    @Test
    void what_was_edited_stands_in_the_place_of_what_came() {
        var fates = new Fates(
                copying, List.of(fate(fact(1, "b", 2, "17"), Status.REDRIVEN, fact(1, "b", 2, "\"edited\""))));
        var turn = turn(fates, copying, fact(1, "b", 2, "17"), fact(2, "b", 3, "\"c\""));
        assertThat(turn.going()).extracting(Item::decides).containsExactly(true, true);
        assertThat(turn.going().getFirst().event().data().toString()).contains("edited");
        assertThat(fates.decided(items(copying, fact(1, "b", 2, "17"))))
                .extracting(HeldBack::stream)
                .containsExactly(STREAM);
    }

    @Test
    void a_discarded_fact_counts_where_numbers_are_counted() {
        var fate = fate(fact(1, "b", 2, "17"), Status.DISCARDED, null);
        var counted = turn(new Fates(copying, List.of(fate)), copying, fact(1, "b", 2, "17"));
        assertThat(counted.going()).extracting(Item::decides).containsExactly(true);
        assertThat(counted.going()).extracting(Item::sequence).containsExactly(2L);
        var passed = turn(new Fates(acting, List.of(fate)), acting, fact(1, "b", 2, "17"), fact(2, "b", 3, "\"c\""));
        assertThat(passed.going()).extracting(Item::sequence).containsExactly(3L);
        assertThat(passed.held()).isEmpty();
    }

    @Test
    void of_a_topic_that_was_made_anew_another_record_is_meant() {
        var elsewhere = fact(1, "b", 2, "17");
        var fates = new Fates(copying, List.of(fate(elsewhere, Status.OPEN, null)));
        var other = at(Instant.EPOCH.plusSeconds(1), fact(1, "b", 2, "\"b\""));
        assertThat(turn(fates, copying, other).going()).hasSize(1);
        assertThat(fates.places(items(copying, other))).isEmpty();
        assertThat(fates.places(items(copying, elsewhere))).hasSize(1);
    }

    /// In a topic that was filled again it was passed over, since its number had been counted.
    @Test
    void what_was_decided_about_a_fact_that_cannot_be_read_stands_wherever_it_lies_again() {
        var again = at(Instant.EPOCH.plusSeconds(1), fact(3, "b", 2, "17"));
        for (var status : List.of(Status.DISCARDED, Status.REDRIVEN)) {
            var first = fate(fact(9, "b", 2, "17"), status, fact(9, "b", 2, "\"first\""));
            var later = decided(2, fate(fact(1, "b", 2, "18"), status, fact(1, "b", 2, "\"later\"")));
            for (var told : List.of(List.of(first, later), List.of(later, first))) {
                var fates = new Fates(copying, told);
                assertThat(turn(fates, copying, again).going())
                        .singleElement()
                        .satisfies(item -> assertThat(item.decides()).isTrue())
                        .satisfies(item ->
                                assertThat(item.event().data().toString()).doesNotContain("later"));
                assertThat(fates.decided(items(copying, again))).hasSize(1);
                assertThat(fates.places(items(copying, again))).hasSize(1);
            }
        }
    }

    /// A relay had repeated it, so that it was two dead letters; the second one's edited form had counted when the
    /// first one was discarded.
    @Test
    void what_was_decided_first_about_a_fact_stands_in_all_its_places() {
        var repeated = fact(2, "b", 2, "17");
        var redriven = decided(1, fate(repeated, Status.REDRIVEN, fact(2, "b", 2, "\"edited\"")));
        var discarded = decided(2, fate(fact(1, "b", 2, "17"), Status.DISCARDED, null));
        var fates = new Fates(copying, List.of(discarded, redriven));
        var turn = turn(fates, copying, fact(1, "b", 2, "17"), repeated);
        assertThat(turn.going())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.event().data().toString()).contains("edited"));
    }

    @Test
    void what_was_decided_elsewhere_stands_for_no_fact_that_can_be_read_and_an_open_one_for_none() {
        var readable = at(Instant.EPOCH.plusSeconds(1), fact(3, "b", 2, "\"read\""));
        var decided = new Fates(copying, List.of(fate(fact(1, "b", 2, "17"), Status.DISCARDED, null)));
        assertThat(turn(decided, copying, readable)
                        .going()
                        .getFirst()
                        .event()
                        .data()
                        .toString())
                .contains("read");
        var unreadable = at(Instant.EPOCH.plusSeconds(1), fact(3, "b", 2, "17"));
        var open = new Fates(copying, List.of(fate(fact(1, "b", 2, "17"), Status.OPEN, null)));
        assertThat(open.places(items(copying, unreadable))).isEmpty();
    }

    @Test
    void the_id_of_an_open_and_of_a_discarded_message_is_free_and_that_of_a_redriven_one_is_not() {
        var command = record("box-commands", 1, put("m-1", "b", 5));
        var edited = record("box-commands", 1, put("m-2", "b", 5));
        assertThat(identities(fate(command, Status.OPEN, null), command)).isEmpty();
        assertThat(identities(fate(command, Status.DISCARDED, null), command)).isEmpty();
        assertThat(identities(fate(command, Status.REDRIVEN, null), command)).containsExactly("m-1");
        assertThat(identities(fate(command, Status.REDRIVEN, edited), command)).containsExactly("m-1", "m-2");
        assertThat(identities(fate(edited, Status.OPEN, null), record("box-commands", 2, put("m-3", "b", 5))))
                .containsExactly("m-3");
    }

    private List<String> identities(Fate fate, Received record) {
        return new Fates(copying, List.of(fate))
                .identities(items(copying, record)).stream().map(Identity::id).toList();
    }

    private static Fate fate(Received record, Status status, Received mended) {
        var isFact = record.topic().equals("label-events");
        var decidedAt = status == Status.OPEN ? Optional.<Instant>empty() : Optional.of(Instant.EPOCH);
        return new Fate(
                record, status, decidedAt, 0, isFact ? STREAM : "", isFact ? 2 : 0, Optional.ofNullable(mended));
    }

    private static Fate decided(long second, Fate fate) {
        return new Fate(
                fate.record(),
                fate.status(),
                Optional.of(Instant.EPOCH.plusSeconds(second)),
                fate.hops(),
                fate.stream(),
                fate.sequence(),
                fate.mended());
    }

    private static Fates.Turn turn(Fates fates, Sorting sorting, Received... records) {
        return fates.turn(items(sorting, records));
    }

    private static List<Item> items(Sorting sorting, Received... records) {
        Function<Received, Item> item = record -> sorting.item(record, record.offset());
        return List.of(records).stream().map(item).toList();
    }

    /// One that acts on the topic's facts, and keeps no copy.
    private static Subscription<?> alone(Subscription<?> copy) {
        return new Subscription<>(copy.topic(), copy.heeds(), new Acting(), Optional.empty());
    }

    private static final class Acting implements Decider<Message> {
        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Message> message, States states) {
            return List.of();
        }

        @Override
        public Decision decide(Event<? extends Message> message, States states) {
            throw new IllegalStateException("nothing is decided here");
        }
    }

    private static Received fact(long offset, String box, long sequence, String words) {
        return record("label-events", offset, written(box, sequence, words));
    }

    private static Received record(String topic, long offset, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Received(topic, BoxService.TOPICS.get(topic), 0, offset, 0, Instant.EPOCH, null, bytes, List.of());
    }

    private static Received at(Instant time, Received record) {
        return new Received(
                record.topic(),
                record.topicId(),
                record.partition(),
                record.offset(),
                record.leaderEpoch(),
                time,
                record.key(),
                record.value(),
                record.headers());
    }
}
