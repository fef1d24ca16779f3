package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENDING;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Letter.Status.UNCERTAIN;
import static dev.orderly.notification.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.store.StoreException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The database goes away, the service is told to stop, or a fault is ours: no letter is lost, and none sent twice.
class PostmanFaultsTest extends PostmanFixture {

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
        claimUnanswered();
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
    void closing_tells_what_was_sent_although_the_database_goes_away_for_a_moment() {
        ask(1);
        postman.once();
        story.store.trip(MemoryStore.Trip.BEFORE_COMMIT);
        postman.close();

        story.stands("n-0", SENT);
    }

    @Test
    void a_letter_whose_end_meets_a_fault_of_ours_is_not_sent_again_and_again() {
        ask(1);
        var unableToTell = new Line(
                "notification-service",
                story.store,
                List.of(Recipients.RECIPIENTS, Letters.LETTERS, Mailboxes.MAILBOXES),
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
    void a_bug_of_the_mailer_leaves_the_letter_uncertain_and_the_worker_at_work() {
        ask(1);
        office.bug = true;
        untilIdle();

        story.stands("n-0", UNCERTAIN);
    }

    @Test
    void a_claim_of_which_nobody_knows_is_held_on_to_however_long_the_database_is_away() {
        claimUnanswered();
        story.after(Story.SETTINGS.lease());

        untilIdle();
        story.stands("n-0", SENT);
        assertThat(office.mails).hasSize(1);
    }

    @Test
    void closing_puts_back_a_claim_of_which_nobody_knew() {
        claimUnanswered();
        postman.close();

        story.stands("n-0", REQUESTED);
        assertThat(office.mails).isEmpty();
    }

    /// A letter is claimed, and the database goes away before it says so.
    private void claimUnanswered() {
        ask(1);
        story.store.trip(MemoryStore.Trip.AFTER_COMMIT);
        assertThatThrownBy(postman::once).isInstanceOf(StoreException.class);
    }
}
