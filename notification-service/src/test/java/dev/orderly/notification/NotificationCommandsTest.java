package dev.orderly.notification;

import static dev.orderly.notification.Letter.Status.REQUESTED;
import static dev.orderly.notification.Letter.Status.SENT;
import static dev.orderly.notification.Samples.DELIVERED;
import static dev.orderly.notification.Samples.claimed;
import static dev.orderly.notification.Samples.requested;
import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.Template;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotificationCommandsTest {

    @Test
    void a_letter_is_accepted_and_keeps_its_order_among_the_params() {
        var story = story().when(send("n-1")).emits(requested("n-1")).stands("n-1", REQUESTED);

        assertThat(story.letter("n-1").orderId()).contains("o-1");
        assertThat(story.letter("n-1").dueAt()).contains(story.clock.instant());
    }

    @Test
    void a_letter_asked_for_again_is_not_written_again() {
        story().when(send("n-1")).emits(requested("n-1")).when(send("n-1")).isTold("asked for before");
    }

    @Test
    void a_letter_asked_for_again_after_it_was_sent_is_not_sent_again() {
        var story = claimed().whenTried("n-1", 1, DELIVERED);
        story.facts();

        story.when(send("n-1")).isTold("asked for before").stands("n-1", SENT);
    }

    @Test
    void a_letter_to_an_unknown_user_is_accepted_too() {
        new Story().when(send("n-1")).emits(requested("n-1"));
    }

    @Test
    void facts_are_numbered_for_each_user_and_tell_the_story_of_their_command() {
        var facts = new Story().when(send("n-1")).when(send("n-2")).facts();

        assertThat(facts.stream().map(Event::sequence)).containsExactly(1L, 2L);
        assertThat(facts.getFirst().subject()).isEqualTo("ada");
        assertThat(facts.getFirst().envelope().correlationId()).isEqualTo("story-1");
        assertThat(facts.getFirst().envelope().causationId()).contains("m-1");
    }

    @Test
    void params_that_leave_no_room_for_the_order_are_refused() {
        var params = IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "x"));
        var full = new SendNotification("n-1", "ada", Template.ORDER_CONFIRMED, params, Optional.of("o-1"));

        new Story().when(full).isTold("limit");
    }

    @Test
    void a_param_that_is_no_order_id_is_never_told_as_one() {
        var odd = new SendNotification("n-1", "ada", Template.WELCOME, Map.of("orderId", "no id!"), Optional.empty());
        var story = new Story().when(odd);

        assertThat(story.facts().getFirst().data())
                .isEqualTo(new NotificationRequested("n-1", "ada", Template.WELCOME, Map.of("orderId", "no id!")));
        assertThat(story.letter("n-1").orderId()).isEmpty();
    }
}
