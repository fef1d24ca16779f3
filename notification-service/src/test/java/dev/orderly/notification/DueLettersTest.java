package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENDING;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Letter.Status.UNCERTAIN;
import static dev.orderly.notification.Letter.Status.UNDELIVERABLE;
import static dev.orderly.notification.Samples.ADA;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.claimed;
import static dev.orderly.notification.Samples.requested;
import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.story;
import static dev.orderly.notification.Samples.undeliverable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.user.UserFact.UserDeactivated;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueLettersTest {
    private static final Duration LEASE = Story.SETTINGS.lease();
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void a_due_letter_is_claimed_and_nothing_is_told_of_it() {
        var story = story().when(send("n-1")).emits(requested("n-1"));

        story.whenDue("n-1", "w-1").emits().stands("n-1", SENDING);
        assertThat(story.letter("n-1").sender()).isEqualTo("w-1");
        assertThat(story.letter("n-1").attempt()).isEqualTo(1);
    }

    @Test
    void a_user_who_became_known_after_the_look_gets_the_letter_at_once() {
        new Story().when(send("n-1")).when(ADA).whenDue("n-1", false, "w-1").stands("n-1", SENDING);
    }

    @Test
    void a_claimed_letter_is_not_claimed_by_another() {
        var story = claimed().whenDue("n-1", "w-2").isTold("not due");

        assertThat(story.letter("n-1").sender()).isEqualTo("w-1");
    }

    @Test
    void a_letter_whose_sender_died_is_uncertain_and_not_sent_again_by_itself() {
        claimed()
                .after(LEASE.minus(MOMENT))
                .whenDue("n-1", "w-2")
                .isTold("not due")
                .after(MOMENT)
                .whenDue("n-1", "w-2")
                .emits(undeliverable("n-1", "uncertain"))
                .isRemarked("uncertain: perhaps it was sent")
                .stands("n-1", UNCERTAIN)
                .after(Duration.ofDays(1))
                .whenDue("n-1", "w-2")
                .isTold("not due");
    }

    @Test
    void a_letter_that_meets_a_fault_of_ours_is_looked_at_again_after_pauses_that_grow_to_a_minute() {
        var story = story().when(send("n-1")).emits(requested("n-1"));
        var looks = 0;
        for (var begun = story.clock.instant();
                Duration.between(begun, story.clock.instant()).toHours() < 1;
                looks++) {
            var due = story.letter("n-1").dueAt().orElseThrow();
            story.after(Duration.between(story.clock.instant(), due))
                    .whenDueFails("n-1")
                    .isTold("IllegalStateException")
                    .stands("n-1", REQUESTED)
                    .whenDue("n-1", "w-1")
                    .isTold("not due");
        }
        assertThat(looks).isBetween(60, 80);

        story.after(Duration.ofDays(1)).whenDue("n-1", "w-1").stands("n-1", SENDING);
    }

    @Test
    void a_fault_that_meets_a_letter_which_has_ended_leaves_it_alone() {
        claimed()
                .whenTried("n-1", 1, DELIVERED)
                .whenDueFails("n-1")
                .stands("n-1", SENT)
                .after(Duration.ofHours(1))
                .whenDue("n-1", "w-2")
                .stands("n-1", SENT);
    }

    @Test
    void a_letter_whose_sender_died_is_not_sent_again_after_a_fault_of_ours_either() {
        claimed()
                .after(LEASE)
                .whenDueFails("n-1")
                .isTold("IllegalStateException")
                .stands("n-1", SENDING)
                .after(LEASE)
                .whenDue("n-1", "w-2")
                .stands("n-1", UNCERTAIN);
    }

    @Test
    void an_unknown_user_is_waited_for() {
        new Story()
                .when(send("n-1"))
                .emits(requested("n-1"))
                .whenDue("n-1", "w-1")
                .emits()
                .stands("n-1", REQUESTED)
                .whenDue("n-1", "w-1")
                .isTold("not due");
    }

    @Test
    void a_letter_goes_out_once_its_user_has_come() {
        var story = new Story().when(send("n-1")).whenDue("n-1", "w-1").when(ADA);
        story.facts();

        story.after(Duration.ofSeconds(1)).whenDue("n-1", "w-1").emits().stands("n-1", SENDING);
    }

    @Test
    void a_user_who_never_comes_makes_the_letter_undeliverable_after_just_the_time_that_is_set() {
        var story = new Story().when(send("n-1")).emits(requested("n-1"));
        var looks = 0;
        while (story.letter("n-1").status() == REQUESTED) {
            var due = story.letter("n-1").dueAt().orElseThrow();
            story.after(Duration.between(story.clock.instant(), due)).whenDue("n-1", "w-1");
            looks++;
        }

        story.emits(undeliverable("n-1", "unknown-user")).stands("n-1", UNDELIVERABLE);
        var letter = story.letter("n-1");
        assertThat(Duration.between(letter.requestedAt(), letter.changedAt())).isEqualTo(Story.SETTINGS.userWait());
        assertThat(looks).isLessThan(20);
    }

    @Test
    void a_deactivated_user_still_has_letters() {
        var story =
                story().when(new UserDeactivated("ada", "")).when(send("n-1")).whenDue("n-1", "w-1");

        story.stands("n-1", SENDING);
    }
}
