package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome.Retrying;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final StoreException AWAY = new StoreException(Trouble.UNAVAILABLE, "gone", new Throwable());
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final BackOff backOff = new BackOff(telemetry, LONGEST);
    private final BoxItems items = new BoxItems();
    private Instant now = Instant.EPOCH;

    @Test
    void an_outage_gives_a_batch_one_line_with_its_first_message_however_many_there_are() {
        var batch = new ArrayList<Item>();
        for (int i = 0; i < 2_000; i++) {
            batch.add(items.put("" + i, "a", 1));
        }
        backOff.failed(now, now, batch, AWAY);
        var first = batch.getFirst();
        var retrying = new Retrying(1, Duration.ofMillis(100), "gone");
        assertThat(telemetry.signals())
                .containsExactly(new Signal.BatchRetrying(first.done(retrying, Duration.ZERO), 2_000));
    }

    @Test
    void the_first_message_is_one_that_the_service_acts_on_if_there_is_one() {
        var heeded = items.put("1", "a", 1);
        backOff.failed(now, now, List.of(items.unreadable(), heeded), AWAY);
        assertThat(telemetry.of(Signal.BatchRetrying.class))
                .extracting(line -> line.first().place())
                .containsExactly(heeded.origin());
    }

    @Test
    void where_no_message_was_under_way_none_is_named() {
        backOff.failed(now, now, List.of(), AWAY);
        assertThat(telemetry.signals())
                .containsExactly(new Signal.IntakeRetrying(new Retrying(1, Duration.ofMillis(100), "gone")));
    }

    @Test
    void pauses_grow_to_a_limit_however_much_succeeds_in_between() {
        for (int i = 0; i < 20; i++) {
            failAtResume(Duration.ofSeconds(1)); // in which other partitions, timers and empty polls went well
        }
        assertThat(delays()).startsWith(100L, 200L, 400L).endsWith(LONGEST.toMillis());
        assertThat(delays()).isSorted();
        assertThat(attempts()).startsWith(1, 2, 3).endsWith(20);
        assertThat(backOff.isOver(now)).isFalse();
        now = now.plus(LONGEST);
        assertThat(backOff.isOver(now)).isTrue();
    }

    @Test
    void another_outage_after_a_calm_while_begins_with_a_short_pause() {
        for (int i = 0; i < 20; i++) {
            failAtResume(Duration.ZERO);
        }
        failAtResume(Duration.ofMillis(3_001));
        assertThat(delays()).endsWith(100L);
        assertThat(attempts()).endsWith(1);
    }

    @Test
    void the_time_that_the_database_took_to_fail_is_no_calm_and_the_pause_comes_after_it() {
        failAtResume(Duration.ZERO);
        var begun = now.plus(Duration.ofMillis(100));
        now = begun.plus(Duration.ofSeconds(30));
        backOff.failed(begun, now, List.of(), AWAY);
        assertThat(attempts()).containsExactly(1, 2);
        assertThat(backOff.isOver(now.plus(Duration.ofMillis(199)))).isFalse();
        assertThat(backOff.isOver(now.plus(Duration.ofMillis(200)))).isTrue();
    }

    /// Some time after the pause that came last.
    private void failAtResume(Duration later) {
        now = now.plus(Duration.ofMillis(delays().isEmpty() ? 0 : delays().getLast()))
                .plus(later);
        backOff.failed(now, now, List.of(), AWAY);
    }

    private List<Integer> attempts() {
        return telemetry.of(Signal.IntakeRetrying.class).stream()
                .map(line -> line.how().attempt())
                .toList();
    }

    private List<Long> delays() {
        return telemetry.of(Signal.IntakeRetrying.class).stream()
                .map(line -> line.how().delay().toMillis())
                .toList();
    }
}
