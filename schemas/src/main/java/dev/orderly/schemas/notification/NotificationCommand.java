package dev.orderly.schemas.notification;

import dev.orderly.messaging.event.Message;
import java.util.Map;
import java.util.Optional;

/// What may be asked of notification-service.
public sealed interface NotificationCommand extends Message {

    String userId();

    @Override
    default String subject() {
        return userId();
    }

    /// `notification.send`.
    ///
    /// @param notificationId the same for the same template and order (or user): a letter is written once
    /// @param params what the template's blanks are filled with
    record SendNotification(
            String notificationId,
            String userId,
            Template template,
            Map<String, String> params,
            Optional<String> orderId)
            implements NotificationCommand {
        public SendNotification {
            params = Map.copyOf(params);
        }

        @Override
        public String about() {
            return orderId.map(id -> "order " + id).orElse("");
        }
    }
}
