package dev.orderly.notification;

import dev.orderly.notification.mail.Delivery;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.Map;
import java.util.Optional;

/// Messages as the stories need them: letters to ada about her order o-1.
final class Samples {
    static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 0);
    static final Delivery DELIVERED = new Delivery.Delivered();
    static final Delivery UNREACHABLE = new Delivery.Unreachable("no answer: nobody listens there");

    private Samples() {}

    static SendNotification send(String notificationId) {
        return new SendNotification(
                notificationId, "ada", Template.ORDER_CONFIRMED, Map.of("total", "1250"), Optional.of("o-1"));
    }

    static NotificationRequested requested(String notificationId) {
        return new NotificationRequested(
                notificationId, "ada", Template.ORDER_CONFIRMED, Map.of("total", "1250", "orderId", "o-1"));
    }

    static NotificationSent sent(String notificationId) {
        return new NotificationSent(notificationId, "ada", Optional.of("o-1"), Channel.EMAIL, Template.ORDER_CONFIRMED);
    }

    static NotificationUndeliverable undeliverable(String notificationId, String reason) {
        return new NotificationUndeliverable(
                notificationId, "ada", Optional.of("o-1"), Channel.EMAIL, Template.ORDER_CONFIRMED, reason);
    }

    /// A story in which ada is known and has had her welcome.
    static Story story() {
        var story = new Story().when(ADA);
        var welcome = ((NotificationRequested) story.facts().getFirst().data()).notificationId();
        story.whenDue(welcome, "w-0").whenTried(welcome, 1, DELIVERED).facts();
        return story;
    }

    /// The same, and letter n-1 was claimed by worker w-1.
    static Story claimed() {
        var story = story().when(send("n-1")).whenDue("n-1", "w-1");
        story.facts();
        return story.stands("n-1", Letter.Status.SENDING);
    }
}
