package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.claimed;
import static dev.orderly.notification.Samples.sent;
import static dev.orderly.notification.Samples.undeliverable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.notification.mail.Delivery.Uncertain;
import org.junit.jupiter.api.Test;

class ResendingTest {

    @Test
    void an_uncertain_letter_is_sent_again_when_somebody_says_so() {
        claimed()
                .whenTried("n-1", 1, new Uncertain(""))
                .emits(undeliverable("n-1", "uncertain"))
                .whenResent("n-1")
                .emits()
                .stands("n-1", REQUESTED)
                .whenDue("n-1", "w-1")
                .whenTried("n-1", 3, DELIVERED)
                .emits(sent("n-1"));
    }

    @Test
    void a_letter_that_becomes_uncertain_twice_says_so_twice_with_ids_of_their_own() {
        var story = claimed().whenTried("n-1", 1, new Uncertain(""));
        story.whenResent("n-1").whenDue("n-1", "w-1").whenTried("n-1", 3, new Uncertain(""));

        assertThat(story.facts().stream().map(Event::id)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_letter_that_was_sent_or_is_being_sent_is_not_sent_again() {
        var story = claimed().whenResent("n-1").isTold("not-open");

        story.whenTried("n-1", 1, DELIVERED)
                .emits(sent("n-1"))
                .whenResent("n-1")
                .isTold("not-open");
    }
}
