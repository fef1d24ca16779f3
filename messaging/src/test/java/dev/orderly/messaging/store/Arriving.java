package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.Arrivals.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What comes from one topic of its own: each test has another.
record Arriving(UUID topicId, String source) {
    static final UUID CONTENT = new UUID(1, 1);
    static final UUID OTHER_CONTENT = new UUID(2, 2);

    static Arriving somewhere() {
        var id = UUID.randomUUID();
        return new Arriving(id, "/test/" + id);
    }

    Span span(int partition, long from, long to) {
        return span(partition, 0, from, to);
    }

    Span span(int partition, int leaderEpoch, long from, long to) {
        return new Span("boxes", topicId, partition, leaderEpoch, from, to);
    }

    Arrival nameless(int partition, long offset) {
        return nameless(partition, 0, offset);
    }

    Arrival nameless(int partition, int leaderEpoch, long offset) {
        return new Arrival(Optional.of(place(partition, leaderEpoch, offset)), Optional.empty(), "", 0);
    }

    Arrival named(int partition, long offset, String id, UUID content) {
        return named(partition, 0, offset, id, content);
    }

    Arrival named(int partition, int leaderEpoch, long offset, String id, UUID content) {
        var place = place(partition, leaderEpoch, offset);
        return new Arrival(Optional.of(place), Optional.of(identity(id, content)), "", 0);
    }

    Arrival named(int partition, long offset, Identity original, UUID content) {
        var identity = new Identity(original.source(), original.id(), content);
        return new Arrival(Optional.of(place(partition, 0, offset)), Optional.of(identity), "", 0);
    }

    Arrival fact(int partition, long offset, String subject, long sequence) {
        var identity = identity(subject + sequence, CONTENT);
        return new Arrival(Optional.of(place(partition, 0, offset)), Optional.of(identity), stream(subject), sequence);
    }

    Identity identity(String id, UUID content) {
        return new Identity(source, id, content);
    }

    String stream(String subject) {
        return source + "/box/" + subject;
    }

    Arrivals of(Arrival... messages) {
        var spans = List.of(messages).stream()
                .flatMap(message -> message.place().stream())
                .map(place -> span(place.partition(), place.leaderEpoch(), place.offset(), place.offset() + 1))
                .toList();
        return new Arrivals(List.of(messages), spans);
    }

    private Place place(int partition, int leaderEpoch, long offset) {
        return new Place(topicId, partition, offset, leaderEpoch);
    }

    DeadLetter deadLetter(long offset, String subject, long sequence) {
        return deadLetter(offset, 0, subject, sequence);
    }

    DeadLetter deadLetter(long offset, int leaderEpoch, String subject, long sequence) {
        return new DeadLetter(
                record(offset, leaderEpoch),
                "box.put",
                subject,
                Reason.json("mend it"),
                1,
                0,
                stream(subject),
                sequence);
    }

    HeldBack heldBack(long offset, String subject, long sequence) {
        return heldBack(offset, 0, subject, sequence);
    }

    HeldBack heldBack(long offset, int leaderEpoch, String subject, long sequence) {
        return new HeldBack(record(offset, leaderEpoch), stream(subject), sequence);
    }

    private Received record(long offset, int leaderEpoch) {
        var value = "{}".getBytes(StandardCharsets.UTF_8);
        return new Received("boxes", topicId, 0, offset, leaderEpoch, Instant.EPOCH, null, value, List.of());
    }

    OutboxRow row(String id) {
        return new OutboxRow(
                true, "box-events", new byte[] {1}, new byte[] {2}, List.of(), id, "box.added", "b", 1, "");
    }
}
