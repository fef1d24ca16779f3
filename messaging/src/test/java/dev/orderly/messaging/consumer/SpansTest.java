package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final UUID TOPIC = new UUID(1, 1);

    @Test
    void records_that_follow_each_other_are_one_span() {
        assertThat(Spans.of(List.of(at(0, 5, 5), at(0, 6, 6), at(0, 7, 7)))).containsExactly(span(0, 5, 8));
    }

    @Test
    void offsets_without_a_record_belong_to_the_record_behind_them() {
        assertThat(Spans.of(List.of(at(0, 3, 5), at(0, 6, 9)))).containsExactly(span(0, 3, 10));
    }

    @Test
    void what_was_skipped_stays_between_two_spans() {
        assertThat(Spans.of(List.of(at(0, 5, 5), at(0, 9, 9)))).containsExactly(span(0, 5, 6), span(0, 9, 10));
    }

    @Test
    void another_leader_begins_another_span() {
        assertThat(Spans.of(List.of(at(0, 3, 5, 5), at(0, 3, 6, 6), at(0, 4, 7, 8), at(0, 4, 9, 9))))
                .containsExactly(span(0, 3, 5, 7), span(0, 4, 7, 10));
    }

    @Test
    void offsets_that_are_given_again_are_a_span_of_their_own() {
        assertThat(Spans.of(List.of(at(0, 3, 5, 5), at(0, 3, 6, 6), at(0, 4, 5, 5))))
                .containsExactly(span(0, 3, 5, 7), span(0, 4, 5, 6));
    }

    @Test
    void partitions_are_told_apart() {
        assertThat(Spans.of(List.of(at(0, 5, 5), at(1, 5, 5), at(0, 6, 6))))
                .containsExactlyInAnyOrder(span(0, 5, 7), span(1, 5, 6));
    }

    @Test
    void what_returns_from_the_shelf_and_what_comes_from_inside_cover_nothing() {
        var returning = item(0, 0, 5, 5, Item.Standing.RETURNING);
        var internal = new Item(
                returning.reading(),
                Optional.empty(),
                0,
                "timer",
                returning.decider(),
                Optional.empty(),
                Item.Standing.HEEDED);
        assertThat(Spans.of(List.of(returning, internal))).isEmpty();
    }

    private static Span span(int partition, long from, long to) {
        return span(partition, 0, from, to);
    }

    private static Span span(int partition, int leaderEpoch, long from, long to) {
        return new Span("boxes", TOPIC, partition, leaderEpoch, from, to);
    }

    private static Item at(int partition, long from, long offset) {
        return at(partition, 0, from, offset);
    }

    private static Item at(int partition, int leaderEpoch, long from, long offset) {
        return item(partition, leaderEpoch, from, offset, Item.Standing.UNREADABLE);
    }

    private static Item item(int partition, int leaderEpoch, long from, long offset, Item.Standing standing) {
        var record = new Received("boxes", TOPIC, partition, offset, leaderEpoch, Instant.EPOCH, null, null, List.of());
        return new Item(
                new Reading.Malformed(Reason.empty("nothing"), "", Optional.empty()),
                Optional.of(record),
                from,
                record.place(),
                new BoxItems().putting,
                Optional.empty(),
                standing);
    }
}
