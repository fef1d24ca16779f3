package dev.orderly.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A relay whose machine's clock is set back; that of the database, by which leases run out, is not.
class RelayClockTest {
    private static final Relay.Limits LIMITS = new Relay.Limits(
            3, 6, Duration.ofSeconds(6), Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final SettableTime clock = new SettableTime();
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});
    private final CountingLeases leases = new CountingLeases(new MemoryLeases(clock));
    private final MemoryOutbox outbox = new MemoryOutbox(store, leases.all);
    private final RecordingSender sender = new RecordingSender();
    private final Relay relay =
            new Relay(outbox, leases, sender, "one", clock, new RecordingTelemetry(), LIMITS, () -> {}, () -> true);

    @Test
    void it_keeps_its_lease() {
        relay.once();
        clock.passes(Duration.ofHours(-1));
        relay.once();
        assertThat(leases.asked).isEqualTo(2);
        clock.passes(Duration.ofSeconds(2));
        relay.once();
        assertThat(leases.asked).isEqualTo(3);
    }

    @Test
    void it_notes_what_is_acknowledged_while_more_is_under_way() {
        emit("a");
        relay.once();
        relay.once();
        assertThat(outbox.cursor()).isOne();
        clock.passes(Duration.ofHours(-1));
        sender.holdsBack();
        emit("b");
        relay.once();
        emit("c");
        relay.once();
        sender.acknowledgeFirst();
        relay.once();
        assertThat(outbox.cursor()).isEqualTo(2);
    }

    @Test
    void it_does_not_wait_longer_for_what_nobody_acknowledges() {
        sender.holdsBack();
        emit("a");
        relay.once();
        clock.passes(Duration.ofHours(-1));
        relay.once();
        assertThat(sender.texts()).containsExactly("a");
        clock.passes(Duration.ofSeconds(61));
        relay.once();
        assertThat(sender.texts()).containsExactly("a", "a");
    }

    private void emit(String text) {
        store.transact(transaction -> transaction.emit(List.of(new OutboxRow(
                true, "parcels", null, text.getBytes(UTF_8), List.of(), text, "parcel.sent", "p", 1, ""))));
    }

    private static final class CountingLeases implements Leases {
        private final MemoryLeases all;
        private int asked;

        CountingLeases(MemoryLeases all) {
            this.all = all;
        }

        @Override
        public Optional<Lease> acquire(String name, String owner, Duration time) {
            asked++;
            return all.acquire(name, owner, time);
        }

        @Override
        public void release(Lease lease) {
            all.release(lease);
        }
    }
}
