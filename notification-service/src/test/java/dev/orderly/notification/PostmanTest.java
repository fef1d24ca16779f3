package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENDING;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Letter.Status.UNCERTAIN;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.UNREACHABLE;
import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostmanTest {
    private static final int AT_ONCE = 8;

    private final Story story = story();
    private final PostOffice office = new PostOffice();
    private final Postman postman = postman("w-1");

    @AfterEach
    void open() {
        office.open.countDown();
    }

    private Postman postman(String sender) {
        return postman(sender, story.line);
    }

    private Postman postman(String sender, Line line) {
        return new Postman(
                sender,
                line,
                story.store,
                new Sends(office, new LetterWriter(), AT_ONCE),
                new Outage(story.telemetry(), Story.SETTINGS),
                story.internal,
                story.clock,
                Story.SETTINGS);
    }

    /// Passes until there is nothing to do and nothing under way.
    private static Duration untilIdle(Postman postman) {
        var pause = postman.once();
        while (pause.isZero()) {
            pause = postman.once();
        }
        return pause;
    }

    private Duration untilIdle() {
        return untilIdle(postman);
    }

    private void ask(int letters) {
        IntStream.range(0, letters).forEach(i -> story.when(send("n-" + i)));
    }

    private long count(Letter.Status status, int letters) {
        return IntStream.range(0, letters)
                .filter(i -> story.letter("n-" + i).status() == status)
                .count();
    }

    @Test
    void it_sends_what_is_due_and_rests() {
        ask(3);

        assertThat(untilIdle()).isEqualTo(Story.SETTINGS.idle());
        assertThat(office.mails).containsExactlyInAnyOrder("n-0", "n-1", "n-2");
        assertThat(count(SENT, 3)).isEqualTo(3);
    }

    @Test
    void a_claim_is_committed_before_the_letter_is_sent() {
        ask(1);
        office.open = new CountDownLatch(1);

        postman.once();
        story.stands("n-0", SENDING);
    }

    @Test
    void no_more_letters_are_in_flight_than_its_limit() {
        var letters = 3 * Story.SETTINGS.inFlight();
        ask(letters);
        office.open = new CountDownLatch(1);

        for (int pass = 0; pass < 5; pass++) {
            postman.once();
        }
        assertThat(count(SENDING, letters)).isEqualTo(Story.SETTINGS.inFlight());

        office.open.countDown();
        untilIdle();
        assertThat(count(SENT, letters)).isEqualTo(letters);
        assertThat(office.mails).hasSize(letters).doesNotHaveDuplicates();
    }

    @Test
    void several_workers_share_the_letters_and_send_each_once() {
        ask(100);
        var other = postman("w-2");
        while (count(SENT, 100) < 100) {
            postman.once();
            other.once();
        }

        assertThat(office.mails).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void letters_of_a_dead_worker_become_uncertain_and_are_not_sent() {
        ask(2);
        story.whenDue("n-0", "dead").whenDue("n-1", "dead").after(Story.SETTINGS.lease());
        untilIdle();

        assertThat(count(UNCERTAIN, 2)).isEqualTo(2);
        assertThat(office.mails).isEmpty();
    }

    @Test
    void a_send_that_takes_long_keeps_its_claim() {
        ask(1);
        office.open = new CountDownLatch(1);
        postman.once();
        for (int i = 0; i < 10; i++) {
            story.after(Story.SETTINGS.lease().dividedBy(3));
            postman.once();
        }
        story.stands("n-0", SENDING);

        office.open.countDown();
        untilIdle();
        story.stands("n-0", SENT);
    }

    @Test
    void in_an_outage_one_letter_at_a_time_finds_out_whether_it_is_over() {
        ask(200);
        office.answer = UNREACHABLE;
        assertThat(untilIdle()).isEqualTo(Story.SETTINGS.retry());
        var before = office.mails.size();
        untilIdle();
        assertThat(office.mails).hasSize(before);

        story.after(Duration.ofSeconds(1));
        untilIdle();
        assertThat(office.mails).hasSize(before + 1);
        assertThat(count(REQUESTED, 200)).isEqualTo(200);

        office.answer = DELIVERED;
        for (int i = 0; i < 5; i++) {
            story.after(Story.SETTINGS.longestRetry());
            untilIdle();
        }
        assertThat(count(SENT, 200)).isEqualTo(200);
        assertThat(story.signals).hasAtLeastOneElementOfType(Signal.DependencyBack.class);
        assertThat(story.signals.stream().filter(Signal.DependencyLost.class::isInstance))
                .hasSize(1);
    }

    @Test
    void in_an_outage_letters_of_dead_workers_and_to_unknown_users_still_end() {
        office.answer = UNREACHABLE;
        ask(1);
        story.whenDue("n-0", "dead");
        story.when(send("n-1"));
        untilIdle();

        story.after(Story.SETTINGS.lease());
        office.open = new CountDownLatch(1);
        postman.once();
        postman.once();
        postman.once();
        story.stands("n-0", UNCERTAIN);
    }

    @Test
    void a_database_that_goes_away_before_the_commit_loses_no_result() {
        ask(1);
        postman.once();
        story.store.trip(MemoryStore.Trip.BEFORE_COMMIT);
        assertThatThrownBy(this::untilTrouble).isInstanceOf(StoreException.class);

        untilIdle();
        story.stands("n-0", SENT);
        assertThat(office.mails).hasSize(1);
    }

    @Test
    void a_claim_of_which_nobody_knows_whether_it_was_committed_is_found_and_sent_once() {
        ask(1);
        story.store.trip(MemoryStore.Trip.AFTER_COMMIT);
        assertThatThrownBy(postman::once).isInstanceOf(StoreException.class);
        story.stands("n-0", SENDING);

        untilIdle();
        story.stands("n-0", SENT);
        assertThat(office.mails).hasSize(1);
    }

    @Test
    void closing_waits_for_what_is_under_way_and_tells_of_it() {
        ask(1);
        postman.once();
        postman.close();

        story.stands("n-0", SENT);
    }

    @Test
    void closing_puts_back_what_was_claimed_and_not_begun() throws InterruptedException {
        ask(AT_ONCE + 5);
        office.open = new CountDownLatch(1);
        postman.once();
        await().until(() -> office.mails.size() == AT_ONCE);

        var closing = Thread.ofVirtual().start(postman::close);
        await().until(() -> count(REQUESTED, AT_ONCE + 5) == 5);
        office.open.countDown();
        closing.join();

        assertThat(count(SENT, AT_ONCE + 5)).isEqualTo(AT_ONCE);
        assertThat(office.mails).hasSize(AT_ONCE);
    }

    @Test
    void a_letter_whose_end_meets_a_fault_of_ours_is_not_sent_again_and_again() {
        ask(1);
        var unableToTell = new Line(
                "notification-service",
                story.store,
                List.of(Recipients.RECIPIENTS, Mailboxes.MAILBOXES, Letters.LETTERS),
                new Publication(Story.SOURCE, List.of()),
                story.clock,
                story.telemetry(),
                () -> {});
        var worker = postman("w-1", unableToTell);
        for (int lease = 0; lease < 10; lease++) {
            untilIdle(worker);
            story.after(Story.SETTINGS.lease());
        }

        assertThat(office.mails).hasSize(1);
    }

    @Test
    void closing_tells_what_was_sent_although_the_database_goes_away_for_a_moment() {
        ask(1);
        postman.once();
        story.store.trip(MemoryStore.Trip.BEFORE_COMMIT);
        postman.close();

        story.stands("n-0", SENT);
    }

    @Test
    void a_bug_of_the_mailer_leaves_the_letter_uncertain_and_the_worker_at_work() {
        ask(1);
        office.bug = true;
        untilIdle();

        story.stands("n-0", UNCERTAIN);
    }

    private void untilTrouble() {
        for (int i = 0; i < 1_000; i++) {
            postman.once();
        }
    }
}
