package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENDING;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Letter.Status.UNCERTAIN;
import static dev.orderly.notification.Letter.Status.UNDELIVERABLE;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.UNREACHABLE;
import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.notification.mail.Delivery.Unwritable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostmanTest extends PostmanFixture {
    @Test
    void it_sends_what_is_due_and_rests() {
        ask(3);

        assertThat(untilIdle()).isEqualTo(Story.SETTINGS.idle());
        assertThat(office.mails).containsExactlyInAnyOrder("n-0", "n-1", "n-2");
        assertThat(count(SENT, 3)).isEqualTo(3);
    }

    @Test
    void it_looks_less_often_once_nothing_has_come_for_long() {
        for (int pass = 1; pass < 50; pass++) {
            assertThat(postman.once()).isEqualTo(Story.SETTINGS.idle());
        }
        assertThat(postman.once()).isEqualTo(Story.SETTINGS.idle().multipliedBy(5));
        ask(1);
        assertThat(untilIdle()).isEqualTo(Story.SETTINGS.idle());
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
    void an_outage_ends_although_no_look_for_letters_that_need_no_mail_succeeds() {
        ask(20);
        office.answer = UNREACHABLE;
        story.store.beforeLooks(() -> {
            throw new StoreException(Trouble.UNAVAILABLE, "it took too long", new IllegalStateException());
        });
        passes(20);
        assertThat(count(REQUESTED, 20)).isEqualTo(20);
        assertThat(story.signals).contains(new Signal.DependencyLost("table letters", "it took too long"));

        office.answer = DELIVERED;
        passes(20);
        assertThat(count(SENT, 20)).isEqualTo(20);
        assertThat(story.signals.stream().filter(Signal.DependencyLost.class::isInstance))
                .extracting(lost -> ((Signal.DependencyLost) lost).dependency())
                .containsExactly("smtp", "table letters");
        assertThat(story.signals.stream().filter(Signal.DependencyBack.class::isInstance))
                .extracting(back -> ((Signal.DependencyBack) back).dependency())
                .containsExactly("smtp", "table letters");
    }

    @Test
    void a_look_that_succeeds_again_is_told_once() {
        ask(1);
        office.answer = UNREACHABLE;
        var failures = new AtomicInteger(3);
        story.store.beforeLooks(() -> {
            if (failures.getAndDecrement() > 0) {
                throw new StoreException(Trouble.UNAVAILABLE, "it took too long", new IllegalStateException());
            }
        });
        passes(20);
        assertThat(failures).hasNegativeValue();
        assertThat(story.signals.stream().filter(Signal.DependencyBack.class::isInstance))
                .extracting(back -> ((Signal.DependencyBack) back).dependency())
                .containsExactly("table letters");
    }

    @Test
    void without_room_nothing_is_looked_for_and_so_no_look_has_succeeded() {
        ask(Story.SETTINGS.inFlight());
        office.open = new CountDownLatch(1);
        postman.once();
        story.store.beforeLooks(() -> {
            throw new StoreException(Trouble.UNAVAILABLE, "it took too long", new IllegalStateException());
        });
        assertThat(withoutMail.look(story.clock.instant())).isEmpty();

        postman.once();
        assertThat(story.signals).doesNotHaveAnyElementsOfTypes(Signal.DependencyBack.class);
        office.open.countDown();
        untilIdle();
        assertThat(story.signals).hasAtLeastOneElementOfType(Signal.DependencyBack.class);
    }

    /// As the loop goes on: after what failed, too.
    private void passes(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            try {
                untilIdle();
            } catch (StoreException _) {
                story.after(Duration.ofSeconds(1));
            }
            story.after(Duration.ofMinutes(1));
        }
    }

    @Test
    void what_the_mail_server_said_is_told_before_anything_is_looked_for() {
        ask(3);
        office.answer = UNREACHABLE;
        var looks = new AtomicInteger();
        story.store.beforeLooks(looks::incrementAndGet);
        while (story.signals.stream().noneMatch(Signal.DependencyLost.class::isInstance)) {
            postman.once();
        }
        assertThat(count(REQUESTED, 3)).isPositive();
        assertThat(looks).hasValue(0);

        untilIdle();
        assertThat(looks).hasPositiveValue();
    }

    @Test
    void a_mail_that_cannot_be_written_says_nothing_of_the_server() {
        ask(1);
        office.answer = UNREACHABLE;
        untilIdle();
        office.answer = new Unwritable("no mail can be sent to such an address");
        story.after(Story.SETTINGS.longestRetry());
        untilIdle();

        story.stands("n-0", UNDELIVERABLE);
        assertThat(story.signals).doesNotHaveAnyElementsOfTypes(Signal.DependencyBack.class);
    }

    @Test
    void a_result_that_is_told_again_after_a_failed_pass_is_no_second_failure_of_the_server() {
        ask(1);
        office.answer = UNREACHABLE;
        postman.once();
        await().until(() -> office.mails.size() == 1);
        story.store.trip(MemoryStore.Trip.BEFORE_COMMIT);
        assertThatThrownBy(this::untilTrouble).isInstanceOf(StoreException.class);
        story.after(Story.SETTINGS.delay(1));
        postman.once();
        story.after(Story.SETTINGS.delay(1));
        office.answer = DELIVERED;
        untilIdle();

        story.stands("n-0", SENT);
    }
}
