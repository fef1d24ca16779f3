package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.claimed;
import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.sent;
import static dev.orderly.notification.Samples.story;
import static dev.orderly.notification.Samples.undeliverable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.notification.mail.Delivery.Deferred;
import dev.orderly.notification.mail.Delivery.Refused;
import dev.orderly.notification.mail.Delivery.Uncertain;
import java.time.Duration;
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

    /// Where a temporary refusal is final five days after the first request, it would be so at once.
    @Test
    void it_is_tried_as_long_as_a_letter_that_was_asked_for_now() {
        var story = claimed().whenTried("n-1", 1, new Uncertain("")).after(Story.SETTINGS.giveUp());
        story.facts();

        story.whenResent("n-1")
                .whenDue("n-1", "w-1")
                .whenTried("n-1", 3, new Deferred("451 later"))
                .emits()
                .stands("n-1", REQUESTED)
                .after(Story.SETTINGS.giveUp())
                .whenDue("n-1", "w-1")
                .whenTried("n-1", 4, new Deferred("451 later"))
                .emits(undeliverable("n-1", "451 later"));
    }

    /// A recovered database counts attempts anew.
    @Test
    void the_same_attempt_of_another_life_tells_its_end_with_an_id_of_its_own() {
        var lost = story().when(send("n-1"));
        var recovered = story().when(send("n-1")).after(Duration.ofHours(1));
        lost.whenDue("n-1", "w-1").whenTried("n-1", 1, new Refused("550 no"));
        recovered.whenDue("n-1", "w-1").whenTried("n-1", 1, new Refused("550 never"));

        var first = lost.facts().getLast();
        var second = recovered.facts().getLast();
        assertThat(first.id()).isNotEqualTo(second.id());
    }
}
