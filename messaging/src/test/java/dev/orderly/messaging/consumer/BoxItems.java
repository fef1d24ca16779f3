package dev.orderly.messaging.consumer;

import dev.orderly.messaging.consumer.Item.Standing;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Added;
import dev.orderly.messaging.store.Boxes.Put;
import dev.orderly.messaging.store.Boxes.Written;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.States;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Messages to the service of [Boxes], from two topics of its own; ids and boxes are nobody else's.
final class BoxItems {
    static final long THROWS = 13;
    static final long LOOKS_ELSEWHERE = 77;
    static final long REFUSED_BY_DATABASE = 666;

    final UUID commands = UUID.randomUUID();
    final UUID labels = UUID.randomUUID();
    final Putting putting = new Putting();
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);
    private final Map<Long, Item> facts = new HashMap<>();
    private long offset;

    String box(String name) {
        return prefix + name;
    }

    Item put(String id, String box, long things) {
        var event = event("/test", prefix + id, "box.put", 0, new Put(box(box), things));
        return item(
                new Reading.Valid(event, hash(things)),
                record("box-commands", commands, offset++),
                putting,
                Optional.empty(),
                Standing.HEEDED);
    }

    /// The next fact of the other service, which lies behind the one before.
    Item written(String box, long sequence, String words) {
        var event = event("/label", prefix + box + sequence, "label.written", sequence, new Written(box(box), words));
        return fact(new Reading.Valid(event, hash(sequence)), Standing.HEEDED);
    }

    /// The same fact once more, with other content.
    Item edited(Item fact) {
        return fact(new Reading.Valid(fact.event(), hash(-1)), Standing.HEEDED);
    }

    /// Another fact under the same id.
    Item renumbered(Item fact, long sequence) {
        var it = fact.event();
        var event = event("/label", it.id(), "label.written", sequence, (Written) it.data());
        return fact(new Reading.Valid(event, hash(sequence)), Standing.HEEDED);
    }

    Item unknownFact(String box, long sequence) {
        var event = event("/label", prefix + box + sequence, "label.burnt", sequence, new Written(box(box), ""));
        return fact(new Reading.Unknown(event.envelope(), List.of("box.put")), Standing.HEEDED);
    }

    Item unreadableFact(String box, long sequence) {
        var event = event("/label", prefix + box + sequence, "label.written", sequence, new Written(box(box), ""));
        return fact(
                new Reading.Malformed(Reason.json("mend it"), "", Optional.of(event.envelope())), Standing.UNREADABLE);
    }

    /// One that the service passes over: its own, or not of the owner.
    Item passedOver(Standing standing, String box, long sequence, String words) {
        var event = event("/else", prefix + box + sequence, "label.written", sequence, new Written(box(box), words));
        return fact(new Reading.Valid(event, hash(sequence)), standing);
    }

    /// Of a topic whose facts are taken each by itself.
    Item unknownAlone(String box, long sequence) {
        var event = event("/label", prefix + box + sequence, "label.burnt", sequence, new Written(box(box), ""));
        var record = record("label-events", labels, offset++);
        var item = item(
                new Reading.Unknown(event.envelope(), List.of("box.put")),
                record,
                putting,
                Optional.empty(),
                Standing.UNKNOWN);
        facts.put(record.offset(), item);
        return item;
    }

    Item unreadable() {
        var reading = new Reading.Malformed(Reason.json("mend it"), "", Optional.empty());
        return item(
                reading, record("box-commands", commands, offset++), putting, Optional.empty(), Standing.UNREADABLE);
    }

    /// What was held back, as it comes from the shelf.
    Item returning(HeldBack held) {
        var before = facts.get(held.record().offset());
        return item(
                before.reading(),
                before.record().orElseThrow(),
                before.decider(),
                before.projection(),
                Standing.RETURNING);
    }

    boolean isOurs(String stream) {
        return stream.startsWith("label-events/label/" + prefix);
    }

    private Item fact(Reading reading, Standing standing) {
        var record = record("label-events", labels, offset++);
        var item = item(reading, record, new OnlyKept(), Optional.of(Boxes.LABELLED), standing);
        facts.put(record.offset(), item);
        return item;
    }

    private static Item item(
            Reading reading,
            Received record,
            Decider<?> decider,
            Optional<? extends Numbered<?>> projection,
            Standing standing) {
        return new Item(
                reading,
                Optional.of(record),
                record.offset(),
                record.place(),
                decider,
                projection.map(p -> p),
                standing);
    }

    private static <M extends Message> Event<M> event(String source, String id, String type, long sequence, M data) {
        return new Event<>(
                new Envelope(
                        id,
                        source,
                        type,
                        data.subject(),
                        Instant.EPOCH,
                        "",
                        sequence,
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        Trace.startedBy(id)),
                data);
    }

    private static Received record(String topic, UUID id, long offset) {
        return new Received(topic, id, 0, offset, 0, Instant.EPOCH, null, new byte[] {1}, List.of());
    }

    private static byte[] hash(long of) {
        return ByteBuffer.allocate(32).putLong(of).array();
    }

    /// Puts things into boxes.
    final class Putting implements Decider<Put> {
        int calls;

        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Put> put, States states) {
            return kind.equals(Boxes.BOXES) ? List.of(put.subject()) : List.of();
        }

        @Override
        public Decision decide(Event<? extends Put> put, States states) {
            calls++;
            var things = put.data().things();
            if (things == THROWS) {
                throw new IllegalStateException("on purpose");
            }
            if (things == LOOKS_ELSEWHERE) {
                states.get(Boxes.BOXES, box("elsewhere"));
            }
            if (things == 0) {
                return Decision.ignored("nothing to put");
            }
            return things < 0
                    ? Decision.refused("empty", "there is nothing to take out")
                    : Decision.accepted(new Added(put.subject(), things));
        }
    }

    static final class OnlyKept implements Decider<Message> {
        @Override
        public boolean heeds(Class<? extends Message> type) {
            return false;
        }

        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Message> message, States states) {
            return List.of();
        }

        @Override
        public Decision decide(Event<? extends Message> message, States states) {
            throw new AssertionError("it heeds nothing");
        }
    }
}
