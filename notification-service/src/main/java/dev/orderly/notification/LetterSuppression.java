package dev.orderly.notification;

import dev.orderly.messaging.event.Message;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import java.util.Optional;

/// A letter that is asked for and not to be sent: it counts as undeliverable at once, so that nobody waits for it, and
/// may be sent again as any such letter.
final class LetterSuppression {
    static final String REASON = "suppressed";

    private LetterSuppression() {}

    static Optional<Message> of(Message happened) {
        return happened instanceof NotificationRequested letter
                ? Optional.of(new NotificationUndeliverable(
                        letter.notificationId(),
                        letter.userId(),
                        Letter.orderId(letter.params()),
                        Channel.EMAIL,
                        letter.template(),
                        REASON))
                : Optional.empty();
    }
}
