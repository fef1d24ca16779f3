package dev.orderly.notification;

import static dev.orderly.notification.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Ids;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WelcomeTest {
    private static final String ID = Ids.notification("welcome", "ada").toString();

    @Test
    void who_registers_is_welcomed() {
        new Story().when(ADA).emits(new NotificationRequested(ID, "ada", Template.WELCOME, Map.of()));
    }

    @Test
    void what_else_happens_to_a_user_calls_for_no_letter() {
        var story = new Story().when(ADA);
        story.facts();

        story.when(new CreditDeposited("ada", 5, 5)).emits();
    }

    @Test
    void who_was_welcomed_by_command_is_not_welcomed_again() {
        var story = new Story().when(new SendNotification(ID, "ada", Template.WELCOME, Map.of(), Optional.empty()));
        story.facts();

        story.when(ADA).isTold("greeted before");
        assertThat(story.store.get(Recipients.RECIPIENTS, "ada").isKnown()).isTrue();
    }
}
