package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENDING;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Letter.Status.UNCERTAIN;
import static dev.orderly.notification.Letter.Status.UNDELIVERABLE;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.UNREACHABLE;
import static dev.orderly.notification.Samples.claimed;
import static dev.orderly.notification.Samples.sent;
import static dev.orderly.notification.Samples.undeliverable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.notification.mail.Delivery.Deferred;
import dev.orderly.notification.mail.Delivery.Refused;
import dev.orderly.notification.mail.Delivery.Uncertain;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LetterResultsTest {
    private static final Duration LEASE = Story.SETTINGS.lease();

    @Test
    void a_letter_that_was_taken_is_sent() {
        claimed()
                .whenTried("n-1", 1, DELIVERED)
                .emits(sent("n-1"))
                .isRemarked("")
                .stands("n-1", SENT);
    }

    @Test
    void that_it_was_sent_is_told_once() {
        claimed()
                .whenTried("n-1", 1, DELIVERED)
                .emits(sent("n-1"))
                .whenTried("n-1", 1, DELIVERED)
                .isTold("known to be sent");
    }

    @Test
    void the_fact_belongs_to_the_story_of_the_command() {
        var fact = claimed().whenTried("n-1", 1, DELIVERED).facts().getFirst().envelope();

        assertThat(fact.correlationId()).isEqualTo("story-1");
        assertThat(fact.trace().traceId())
                .isEqualTo(
                        dev.orderly.messaging.event.Trace.startedBy("story-1").traceId());
        assertThat(fact.sequence()).isEqualTo(4);
    }

    @Test
    void a_letter_that_is_refused_for_good_is_undeliverable() {
        claimed()
                .whenTried("n-1", 1, new Refused("550 5.1.1 no such user"))
                .emits(undeliverable("n-1", "550 5.1.1 no such user"))
                .isRemarked("failed: 550 5.1.1 no such user")
                .stands("n-1", UNDELIVERABLE);
    }

    @Test
    void a_letter_that_was_perhaps_taken_is_uncertain() {
        claimed()
                .whenTried("n-1", 1, new Uncertain("no answer: the connection was closed by the other side"))
                .emits(undeliverable("n-1", "uncertain"))
                .isRemarked("uncertain: perhaps it was sent")
                .stands("n-1", UNCERTAIN);
    }

    @Test
    void an_outage_puts_the_letter_back_with_growing_delays_and_never_gives_up() {
        var story = claimed();
        var delays = new java.util.ArrayList<Duration>();
        for (int attempt = 1; attempt <= 9; attempt++) {
            story.whenTried("n-1", attempt, UNREACHABLE).emits().stands("n-1", REQUESTED);
            delays.add(Duration.between(
                    story.clock.instant(), story.letter("n-1").dueAt().orElseThrow()));
            story.after(Duration.ofDays(1)).whenDue("n-1", "w-1").stands("n-1", SENDING);
        }

        assertThat(delays.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        story.whenTried("n-1", 10, DELIVERED).emits(sent("n-1"));
    }

    @Test
    void a_server_that_puts_one_letter_off_for_days_has_its_way_in_the_end() {
        var story = claimed()
                .whenTried("n-1", 1, new Deferred("450 4.2.0 greylisted"))
                .isRemarked("put back: 450 4.2.0 greylisted")
                .stands("n-1", REQUESTED);

        story.after(Story.SETTINGS.giveUp())
                .whenDue("n-1", "w-1")
                .whenTried("n-1", 2, new Deferred("450 4.2.0 greylisted"))
                .emits(undeliverable("n-1", "450 4.2.0 greylisted"))
                .stands("n-1", UNDELIVERABLE);
    }

    @Test
    void a_sender_that_lives_keeps_its_claim() {
        claimed()
                .after(LEASE.dividedBy(2))
                .whenHeld("n-1", 1)
                .emits()
                .after(LEASE.dividedBy(2))
                .whenDue("n-1", "w-2")
                .isTold("not due")
                .stands("n-1", SENDING);
    }

    @Test
    void that_an_uncertain_letter_was_sent_is_heeded_however_late() {
        claimed()
                .after(LEASE)
                .whenDue("n-1", "w-2")
                .emits(undeliverable("n-1", "uncertain"))
                .whenTried("n-1", 1, DELIVERED)
                .emits(sent("n-1"))
                .stands("n-1", SENT);
    }

    @Test
    void any_other_result_that_comes_late_changes_nothing() {
        var story = claimed().after(LEASE).whenDue("n-1", "w-2").emits(undeliverable("n-1", "uncertain"));

        story.whenTried("n-1", 1, UNREACHABLE).isTold("attempt that is over");
        story.whenTried("n-1", 1, new Refused("550")).isTold("attempt that is over");
        story.whenHeld("n-1", 1).isTold("attempt that is over").stands("n-1", UNCERTAIN);
    }

    @Test
    void a_late_failure_of_an_earlier_attempt_leaves_the_later_one_alone() {
        claimed()
                .whenTried("n-1", 1, UNREACHABLE)
                .after(Duration.ofSeconds(1))
                .whenDue("n-1", "w-2")
                .whenTried("n-1", 1, new Refused("550"))
                .isTold("attempt that is over")
                .stands("n-1", SENDING);
    }
}
