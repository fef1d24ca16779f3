package dev.orderly.notification;

import static dev.orderly.notification.Recipients.RECIPIENTS;
import static dev.orderly.notification.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import org.junit.jupiter.api.Test;

class RecipientsTest {

    @Test
    void nobody_is_known_before_registering() {
        assertThat(RECIPIENTS.empty("ada").isKnown()).isFalse();
    }

    @Test
    void a_recipient_is_what_the_facts_tell() {
        var story = new Story().when(ADA).when(new EmailChanged("ada", "new@example.com"));
        assertThat(recipient(story)).isEqualTo(new Recipient("ada", "Ada", "new@example.com", true, 2));

        story.when(new UserDeactivated("ada", ""));
        assertThat(recipient(story)).isEqualTo(new Recipient("ada", "Ada", "new@example.com", false, 3));
    }

    @Test
    void facts_that_say_nothing_of_letters_are_counted() {
        var story = new Story().when(ADA).when(new CreditDeposited("ada", 5, 5)).whenUnknownFactOf("ada");

        assertThat(recipient(story)).isEqualTo(new Recipient("ada", "Ada", "ada@example.com", true, 3));
    }

    private static Recipient recipient(Story story) {
        return story.store.get(RECIPIENTS, "ada");
    }
}
