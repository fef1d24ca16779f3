package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.DeadLetterRecord;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Item.Standing;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.deadletter.Discard;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Span;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetterPast.Fate;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Originals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of records that could not be handled, wherever they are read again: one that is open is left out, and
/// keeps back what follows it; in the place of another stands what was decided.
final class Fates {
    private final Sorting sorting;
    private final Map<Where, Fate> fates = new HashMap<>();
    private final Map<Counted, Fate> decided = new HashMap<>();
    private final Map<String, Long> open = new HashMap<>();

    /// Told by its time, too: in a topic that was made anew, or has lost its end, another lies there.
    private record Where(String topic, int partition, long offset, Instant appended) {
        static Where of(Received record) {
            return new Where(record.topic(), record.partition(), record.offset(), record.appended());
        }
    }

    private record Counted(String stream, long sequence) {}

    /// Records as they are handled.
    ///
    /// @param held those that an open dead letter holds back
    record Turn(List<Item> going, List<HeldBack> held) {}

    Fates(Sorting sorting, Collection<Fate> fates) {
        this.sorting = sorting;
        for (var fate : fates) {
            this.fates.put(Where.of(fate.record()), fate);
            if (fate.status() != Status.OPEN && !fate.stream().isEmpty()) {
                decided.merge(new Counted(fate.stream(), fate.sequence()), fate, Fates::first);
            }
        }
    }

    /// What was decided later was decided about a fact whose number had counted.
    private static Fate first(Fate one, Fate other) {
        return decidedAt(other).isBefore(decidedAt(one)) ? other : one;
    }

    private static Instant decidedAt(Fate fate) {
        return fate.decidedAt().orElse(Instant.MAX);
    }

    /// Takes records of a topic in their order.
    Turn turn(List<Item> items) {
        var going = new ArrayList<Item>();
        var held = new ArrayList<HeldBack>();
        for (var item : items) {
            var fate = fate(item);
            fate.ifPresent(this::block);
            var now = fate.isEmpty() ? Optional.of(item) : substitute(item, fate.get());
            if (now.isPresent() && isBehindOpen(now.get())) {
                held.add(now.get().heldBack());
            } else {
                now.ifPresent(going::add);
            }
        }
        return new Turn(going, held);
    }

    private void block(Fate fate) {
        if (fate.status() == Status.OPEN && !fate.stream().isEmpty()) {
            open.merge(fate.stream(), fate.sequence(), Math::min);
        }
    }

    /// What stands in the places of those that were decided about.
    List<HeldBack> decided(List<Item> items) {
        return items.stream()
                .flatMap(item -> fate(item).flatMap(fate -> substitute(item, fate)).stream())
                .filter(item -> !item.stream().isEmpty())
                .map(Item::heldBack)
                .toList();
    }

    /// The identities that count as handled. That of an open or a discarded one is free: it can be sent again.
    List<Identity> identities(List<Item> items) {
        return items.stream().flatMap(this::identities).toList();
    }

    private Stream<Identity> identities(Item item) {
        var fate = fate(item);
        return fate.isEmpty()
                ? item.identity().stream()
                : switch (fate.get().status()) {
                    case OPEN, DISCARDED -> Stream.empty();
                    case REDRIVEN ->
                        Stream.concat(
                                original(item, fate.get()),
                                substitute(item, fate.get()).stream().flatMap(now -> now.identity().stream()));
                };
    }

    private static Stream<Identity> original(Item item, Fate fate) {
        return fate.mended().stream().map(_ -> Originals.of(record(item)));
    }

    /// The offsets of dead letters among these records: they were handled, whatever the group has settled.
    List<Span> places(List<Item> items) {
        return items.stream()
                .filter(item -> fate(item).isPresent())
                .map(Fates::record)
                .map(it -> new Span(
                        it.topic(), it.topicId(), it.partition(), it.leaderEpoch(), it.offset(), it.offset() + 1))
                .toList();
    }

    private Optional<Fate> fate(Item item) {
        var here = Optional.ofNullable(fates.get(Where.of(record(item))));
        return here.filter(fate -> fate.status() == Status.OPEN)
                .or(() -> firstDecided(item))
                .or(() -> here);
    }

    /// A fact that cannot be read was passed over where it came again, in a topic that was filled again, say, and
    /// nothing came of a later decision about it: its number had counted as it was decided the first time.
    private Optional<Fate> firstDecided(Item item) {
        return item.standing() == Standing.UNREADABLE && item.countedBy().isPresent()
                ? Optional.ofNullable(decided.get(new Counted(item.stream(), item.sequence())))
                : Optional.empty();
    }

    private Optional<Item> substitute(Item item, Fate fate) {
        var record = record(item);
        return switch (fate.status()) {
            case OPEN -> Optional.empty();
            case REDRIVEN -> {
                var message = fate.mended()
                        .map(mended -> record.with(mended.value(), mended.headers()))
                        .orElse(record);
                yield Optional.of(returning(DeadLetterRecord.redriven(message, fate.hops())));
            }
            case DISCARDED ->
                fate.stream().isEmpty() || item.projection().isEmpty()
                        ? Optional.empty()
                        : Optional.of(returning(Discard.counting(record, fate.stream(), fate.sequence())));
        };
    }

    private Item returning(Received record) {
        return sorting.returning(new HeldBack(record, "", 0));
    }

    private boolean isBehindOpen(Item item) {
        return item.sequence() > open.getOrDefault(item.stream(), Long.MAX_VALUE);
    }

    private static Received record(Item item) {
        return item.record().orElseThrow();
    }
}
