package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final Relay.Limits LIMITS =
            new Relay.Limits(3, 6, Duration.ofSeconds(6), Duration.ofMillis(20), Duration.ZERO, Duration.ofSeconds(60));

    private final SettableTime clock = new SettableTime();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final MemoryStore store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});
    private final MemoryLeases leases = new MemoryLeases(clock);
    private final MemoryOutbox outbox = new MemoryOutbox(store, leases);
    private final RecordingSender sender = new RecordingSender();
    private final Relay relay = relay("one", sender);
    private boolean mayGoOn = true;

    @Test
    void rows_go_out_in_order_and_the_cursor_follows_what_is_acknowledged() {
        emit("a", "b", "c", "d");
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "c", "d");
        assertThat(outbox.cursor()).isEqualTo(3);
        run(relay, 1);
        assertThat(outbox.cursor()).isEqualTo(4);
        assertThat(relay.drained()).isTrue();
    }

    @Test
    void what_is_not_acknowledged_holds_the_cursor_but_not_the_next_page() {
        sender.holdsBack();
        emit("a", "b", "c", "d");
        run(relay, 5);
        assertThat(sender.texts()).containsExactly("a", "b", "c", "d");
        assertThat(outbox.cursor()).isZero();
        sender.acknowledge();
        run(relay, 1);
        assertThat(outbox.cursor()).isEqualTo(4);
    }

    @Test
    void no_more_than_the_limit_is_under_way() {
        sender.holdsBack();
        emit("a", "b", "c", "d", "e", "f", "g");
        run(relay, 5);
        assertThat(sender.texts()).hasSize(6);
        sender.acknowledge();
        run(relay, 2);
        assertThat(sender.texts()).hasSize(7);
    }

    /// What comes back may have lost what came before.
    @Test
    void while_kafka_is_away_what_is_under_way_is_given_up_and_sent_again_when_it_may_go_on() {
        sender.holdsBack();
        emit("a", "b");
        run(relay, 1);
        mayGoOn = false;
        run(relay, 3);
        assertThat(sender.resets()).isEqualTo(1);
        sender.acknowledge();
        emit("c");
        run(relay, 3);
        assertThat(sender.texts()).containsExactly("a", "b");
        mayGoOn = true;
        run(relay, 3);
        assertThat(sender.texts()).containsExactly("a", "b", "a", "b", "c");
        assertThat(outbox.cursor()).isEqualTo(3);
    }

    @Test
    void a_row_that_commits_late_is_sent_and_the_cursor_waits_for_it() {
        act(late -> {
            late.emit(List.of(row("late")));
            emit("early");
            run(relay, 5);
            assertThat(sender.texts()).containsExactly("early");
            assertThat(outbox.cursor()).isZero();
        });
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("early", "late");
        assertThat(outbox.cursor()).isEqualTo(2);
    }

    @Test
    void ids_that_were_rolled_back_hold_the_cursor_no_longer_than_their_transaction() {
        try {
            act(lost -> {
                lost.emit(List.of(row("lost"), row("lost, too")));
                emit("a");
                run(relay, 5);
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException _) {
            assertThat(outbox.cursor()).isZero();
        }
        run(relay, 2);
        assertThat(outbox.cursor()).isEqualTo(3);
        assertThat(sender.texts()).containsExactly("a");
    }

    @Test
    void after_a_send_of_unknown_fate_all_is_sent_again_in_order_by_a_new_producer() {
        emit("a");
        run(relay, 2);
        sender.holdsBack();
        emit("b", "c");
        run(relay, 1);
        sender.failsUnderWay();
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "c", "b", "c");
        assertThat(sender.resets()).isOne();
        assertThat(outbox.cursor()).isEqualTo(3);
        assertThat(telemetry.of(Signal.RelayBeganAnew.class)).hasSize(1);
    }

    /// Where the network goes, broker and database go together.
    @Test
    void what_was_under_way_is_not_given_up_while_the_cursor_cannot_be_read() {
        sender.holdsBack();
        emit("a", "b");
        run(relay, 1);
        sender.failsUnderWay();
        outbox.listener(RelayTest::isAway);
        assertThatThrownBy(relay::once).isInstanceOf(OutboxException.class);
        outbox.listener(() -> {});
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "a", "b");
        assertThat(outbox.cursor()).isEqualTo(2);
    }

    @Test
    void a_lease_that_was_won_again_counts_only_once_the_cursor_is_read() {
        sender.holdsBack();
        emit("a", "b");
        run(relay, 1);
        clock.passes(Duration.ofSeconds(7));
        leases.acquire("relay", "two", Duration.ofSeconds(1));
        run(relay, 1); // learns that it has lost the lease; what was under way is dropped
        clock.passes(Duration.ofSeconds(3));
        sender.acknowledgesFromNow();
        outbox.listener(RelayTest::isAway);
        assertThatThrownBy(relay::once).isInstanceOf(OutboxException.class);
        outbox.listener(() -> {});
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "a", "b");
        assertThat(outbox.cursor()).isEqualTo(2);
    }

    /// It was paused after it had asked for its lease, and finds at its next note that another has it.
    @Test
    void a_relay_that_learns_at_a_note_that_it_lost_its_lease_sends_nothing_more() {
        emit("a", "b", "c");
        run(relay, 1);
        sender.holdsBack();
        emit("d", "e", "f");
        outbox.beforeNextNote(() -> {
            clock.passes(Duration.ofSeconds(7));
            leases.acquire("relay", "two", Duration.ofSeconds(6));
        });
        run(relay, 1);
        assertThat(telemetry.of(Signal.LeaseLost.class)).hasSize(1);
        assertThat(sender.texts()).containsExactly("a", "b", "c");
    }

    @Test
    void nothing_is_sent_behind_a_row_that_failed() {
        sender.failsFromNow(true);
        emit("a", "b", "c");
        run(relay, 3);
        assertThat(sender.texts()).isEmpty();
        sender.failsFromNow(false);
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "c");
    }

    @Test
    void nothing_is_sent_behind_a_row_of_an_earlier_page_that_failed() {
        sender.holdsBack();
        emit("a");
        run(relay, 1);
        emit("b", "c");
        sender.afterNextSend(sender::failsUnderWay);
        run(relay, 1);
        assertThat(sender.texts()).containsExactly("a", "b");
        run(relay, 2);
        assertThat(sender.texts()).containsExactly("a", "b", "a", "b", "c");
    }

    @Test
    void what_nobody_acknowledges_for_long_is_sent_again() {
        sender.holdsBack();
        emit("a");
        run(relay, 1);
        for (int second = 0; second < 60; second++) {
            clock.passes(Duration.ofSeconds(1));
            run(relay, 1);
        }
        assertThat(sender.texts()).containsExactly("a");
        clock.passes(Duration.ofSeconds(1));
        run(relay, 1);
        assertThat(sender.texts()).containsExactly("a", "a");
        sender.acknowledge();
        run(relay, 1);
        assertThat(outbox.cursor()).isOne();
    }

    @Test
    void a_second_relay_does_nothing_until_the_first_is_silent_for_a_lease() {
        var second = new RecordingSender();
        var other = relay("two", second);
        emit("a");
        run(relay, 2);
        emit("b");
        run(other, 1);
        assertThat(second.texts()).isEmpty();
        clock.passes(Duration.ofSeconds(6));
        run(other, 2);
        assertThat(second.texts()).containsExactly("b");
    }

    @Test
    void a_paused_relay_that_wakes_up_can_repeat_but_moves_nothing() {
        sender.holdsBack();
        emit("a", "b");
        run(relay, 1);
        clock.passes(Duration.ofSeconds(7));
        var second = new RecordingSender();
        var other = relay("two", second);
        run(other, 2);
        emit("c");
        run(other, 2);
        assertThat(outbox.cursor()).isEqualTo(3);
        sender.acknowledge();
        var positions = outbox.positions();
        run(relay, 3);
        assertThat(outbox.positions()).isEqualTo(positions);
        assertThat(outbox.cursor()).isEqualTo(3);
        assertThat(second.texts()).containsExactly("a", "b", "c");
        assertThat(telemetry.of(Signal.LeaseLost.class)).hasSize(1);
    }

    @Test
    void a_relay_that_stops_gives_its_lease_back() {
        emit("a");
        run(relay, 1);
        relay.stop();
        var second = new RecordingSender();
        run(relay("two", second), 2);
        assertThat(second.texts()).isEmpty();
        assertThat(outbox.cursor()).isOne();
    }

    private static void isAway() {
        throw new OutboxException("the database is away", new Throwable());
    }

    private Relay relay(String owner, Sender to) {
        return new Relay(outbox, leases, to, owner, clock, telemetry, LIMITS, () -> {}, () -> mayGoOn);
    }

    private static void run(Relay relay, int times) {
        for (int i = 0; i < times; i++) {
            relay.once();
        }
    }

    private void emit(String... texts) {
        act(t -> t.emit(Stream.of(texts).map(RelayTest::row).toList()));
    }

    private void act(Consumer<Transaction> work) {
        store.transact(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    private static OutboxRow row(String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        return new OutboxRow(true, "parcels", null, payload, List.of(), text, "parcel.sent", "p", 1, "");
    }
}
