package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Two writers whose transactions overlap, some of which are rolled back, and a relay that looks all the while.
class RelayLoadTest {
    private static final int WRITES = 600;
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f");
    private static final String GIVEN_UP = "given up on purpose";

    @Test
    void nothing_is_lost_and_every_key_keeps_its_order() throws SQLException {
        try (var database = BoxDatabase.fresh()) {
            var store = new JdbcStore(database.source(), List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE));
            store.transact(t -> {
                var boxes = new HashMap<String, Box>();
                KEYS.forEach(key -> boxes.put(key, new Box(key, 0, 0)));
                t.save(Boxes.BOXES, boxes, Map.of());
                return true;
            });
            var outbox = new JdbcOutbox(database.source(), Map.of("parcels", new UUID(1, 1)));
            var sender = new RecordingSender();
            var relay = new Relay(
                    outbox,
                    new JdbcLeases(database.source()),
                    sender,
                    "one",
                    InstantSource.system(),
                    new RecordingTelemetry(),
                    Relay.Limits.DEFAULT,
                    () -> {},
                    () -> true);
            var writers = List.of(1, 2, 3).stream()
                    .map(seed -> CompletableFuture.runAsync(() -> write(store, new Random(seed))))
                    .toList();
            while (!writers.stream().allMatch(CompletableFuture::isDone)) {
                relay.once();
            }
            writers.forEach(CompletableFuture::join);
            var last = store.transact(Transaction::lastRow);
            await().until(() -> {
                relay.once();
                return outbox.cursor() >= last;
            });
            var sent = lastOfEach(sender.texts());
            assertThat(sent).isEqualTo(versions(store));
        }
    }

    private static Map<String, Long> versions(Store store) {
        var versions = new HashMap<String, Long>();
        store.transact(t -> t.load(Boxes.BOXES, new TreeSet<>(KEYS)))
                .values()
                .forEach(box -> versions.put(box.box(), box.version()));
        return versions;
    }

    /// The number that each key was sent last; each before it must be one less.
    private static Map<String, Long> lastOfEach(List<String> texts) {
        var sent = new HashMap<String, Long>();
        for (var text : texts) {
            var key = text.substring(0, 1);
            var number = Long.parseLong(text.substring(1));
            assertThat(number).as("next of %s", key).isEqualTo(sent.getOrDefault(key, 0L) + 1);
            sent.put(key, number);
        }
        return sent;
    }

    private static void write(Store store, Random random) {
        for (int i = 0; i < WRITES; i++) {
            try {
                store.transact(t -> write(t, random));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage(GIVEN_UP);
            } catch (StoreException e) {
                assertThat(e.trouble()).isEqualTo(StoreException.Trouble.RACED);
            }
        }
    }

    private static long write(Transaction t, Random random) {
        var keys = new TreeSet<String>();
        keys.add(KEYS.get(random.nextInt(KEYS.size())));
        keys.add(KEYS.get(random.nextInt(KEYS.size())));
        var changed = new HashMap<String, Box>();
        t.load(Boxes.BOXES, keys).forEach((key, box) -> changed.put(key, new Box(key, 0, box.version() + 1)));
        t.save(Boxes.BOXES, Map.of(), changed);
        var last = t.emit(changed.values().stream().map(RelayLoadTest::row).toList());
        if (random.nextInt(4) == 0) {
            throw new IllegalStateException(GIVEN_UP);
        }
        return last;
    }

    private static OutboxRow row(Box box) {
        var payload = (box.box() + box.version()).getBytes(StandardCharsets.UTF_8);
        return new OutboxRow(true, "parcels", null, payload, List.of(), "", "parcel.sent", "p", box.version(), "");
    }
}
