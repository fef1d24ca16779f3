package dev.orderly.notification;

import static dev.orderly.notification.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.LetterQueue.DueCursor;
import dev.orderly.notification.LetterQueue.DuePage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DueWithoutMailTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration BETWEEN = Story.SETTINGS.retry();
    private static final DueCursor FIFTH = new DueCursor(NOW, "n-5");

    private final Pages pages = new Pages();
    private final List<Signal> signals = new ArrayList<>();
    private final Telemetry telemetry = signals::add;
    private final DueWithoutMail withoutMail = new DueWithoutMail(pages, telemetry, Story.SETTINGS);

    @Test
    void each_look_begins_where_the_last_page_ended_and_after_the_last_page_at_the_first() {
        pages.add(() -> new DuePage(List.of(), FIFTH));
        pages.add(() -> new DuePage(List.of(), DueCursor.FIRST));
        pages.add(() -> new DuePage(List.of(), FIFTH));
        look(3);

        assertThat(pages.after).containsExactly(DueCursor.FIRST, FIFTH, DueCursor.FIRST);
    }

    @Test
    void a_look_that_fails_is_made_again_from_where_it_began() {
        pages.add(() -> new DuePage(List.of(), FIFTH));
        pages.add(DueWithoutMailTest::away);
        pages.add(() -> new DuePage(List.of(), DueCursor.FIRST));
        look(3);

        assertThat(pages.after).containsExactly(DueCursor.FIRST, FIFTH, FIFTH);
        assertThat(signals)
                .containsExactly(
                        new Signal.DependencyLost("table letters", "gone"),
                        new Signal.DependencyBack("table letters", BETWEEN));
    }

    @Test
    void it_looks_once_in_a_while_only() {
        pages.add(() -> new DuePage(List.of(), FIFTH));
        pages.add(() -> new DuePage(List.of(), FIFTH));
        withoutMail.look(NOW);
        withoutMail.look(NOW.plus(BETWEEN).minusMillis(1));
        assertThat(pages.after).hasSize(1);

        withoutMail.look(NOW.plus(BETWEEN));
        assertThat(pages.after).hasSize(2);
    }

    @Test
    void what_a_page_holds_is_what_is_due() {
        var letter = story().when(Samples.send("n-1")).letter("n-1");
        pages.add(() -> new DuePage(List.of(new LetterQueue.Due(letter, false)), DueCursor.FIRST));

        assertThat(withoutMail.look(NOW)).containsExactly(new LetterQueue.Due(letter, false));
    }

    private void look(int times) {
        for (int turn = 0; turn < times; turn++) {
            withoutMail.look(NOW.plus(BETWEEN.multipliedBy(turn)));
        }
    }

    private static DuePage away() {
        throw new StoreException(Trouble.UNAVAILABLE, "gone", new IllegalStateException());
    }

    /// A queue that gives the pages it was told to, and remembers where each began.
    private static final class Pages implements LetterQueue {
        private final Queue<Supplier<DuePage>> pages = new ArrayDeque<>();
        private final List<DueCursor> after = new ArrayList<>();

        void add(Supplier<DuePage> page) {
            pages.add(page);
        }

        @Override
        public DuePage dueWithoutMail(Instant now, DueCursor after, int most) {
            this.after.add(after);
            return pages.remove().get();
        }

        @Override
        public List<Due> due(Instant now, int most) {
            return List.of();
        }

        @Override
        public void awaitAtRest(Collection<String> notificationIds) {
            // Nothing is at work here.
        }

        @Override
        public List<Claimed> claimedBy(String sender, Collection<String> notificationIds) {
            return List.of();
        }
    }
}
