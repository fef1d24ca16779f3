package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Added;
import dev.orderly.messaging.store.Boxes.Put;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The service of [Boxes] at work on what lies on its topics, byte for byte, with a fault that comes and goes.
public final class BoxService {
    public static final List<Table<?>> TABLES = List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE);
    private static final String OWNER = "/orderly/labels";
    public static final Map<String, UUID> TOPICS =
            Map.of("box-commands", UUID.randomUUID(), "label-events", UUID.randomUUID());

    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final Sorting sorting = new Sorting("/orderly/boxes", subscriptions());
    private final JdbcStore store;
    private final Line line;
    private final Recall recall;
    private final List<Received> received = new ArrayList<>();
    private long offset;
    private volatile boolean isBroken;

    public BoxService(DataSource database) {
        store = new JdbcStore(database, TABLES);
        line = new Line(
                "boxes",
                store,
                TABLES.stream().map(Table::kind).toList(),
                new Publication("/orderly/boxes", List.of(Boxes.EVENTS)),
                InstantSource.system(),
                telemetry,
                () -> {});
        recall = new Recall(store, sorting::returning, 500);
    }

    public List<Subscription<?>> subscriptions() {
        return List.of(
                new Subscription<>(Boxes.COMMANDS, _ -> true, new Putting(), Optional.empty()),
                new Subscription<>(Boxes.LABELS, OWNER::equals, new BoxItems.OnlyKept(), Optional.of(Boxes.LABELLED)));
    }

    /// Its deciders throw, or do no longer.
    public void isBroken(boolean whether) {
        isBroken = whether;
    }

    public static String put(String id, String box, long things) {
        return "{\"id\":\"%s\",\"source\":\"/test\",\"type\":\"box.put\",\"data\":{\"box\":\"%s\",\"things\":%d}}"
                .formatted(id, box, things);
    }

    /// A fact of the owner of labels.
    public static String written(String box, long sequence, String words) {
        return """
                {"id":"%1$s-%2$d","source":"%4$s","type":"label.written","subject":"%1$s","sequence":"%2$d",\
                "data":{"box":"%1$s","words":%3$s}}""".formatted(box, sequence, words, OWNER);
    }

    /// Takes what comes next on a topic.
    ///
    /// @return where it lies
    public String receive(String topic, String value, Header... headers) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        var record = new Received(
                topic, TOPICS.get(topic), 0, offset++, 0, Instant.EPOCH, new byte[] {9}, bytes, List.of(headers));
        received.add(record);
        line.handle(List.of(sorting.item(record, record.offset())));
        return record.place();
    }

    /// All that it took from a topic, in order.
    public List<Received> received(String topic) {
        return received.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    /// Takes what waits, as it does each second.
    public void recall() {
        for (var items = recall.turn(); !items.isEmpty(); items = recall.flow()) {
            recall.went(line.handle(items).freed());
        }
    }

    /// What became of all that it took, in order.
    public List<String> outcomes() {
        return telemetry.of(MessageDone.class).stream()
                .map(MessageDone::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Retrying))
                .map(outcome -> outcome.getClass().getSimpleName())
                .toList();
    }

    private final class Putting implements Decider<Put> {

        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Put> put, States states) {
            return kind.equals(Boxes.BOXES) ? List.of(put.subject()) : List.of();
        }

        @Override
        public Decision decide(Event<? extends Put> put, States states) {
            if (isBroken) {
                throw new IllegalStateException("on purpose");
            }
            return put.data().things() < 0
                    ? Decision.refused("empty", "there is nothing to take out")
                    : Decision.accepted(new Added(put.subject(), put.data().things()));
        }
    }
}
