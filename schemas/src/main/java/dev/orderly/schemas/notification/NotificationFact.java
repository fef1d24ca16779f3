package dev.orderly.schemas.notification;

import dev.orderly.messaging.event.Fact;
import java.util.Map;
import java.util.Optional;

/// What became of letters. Numbered for each user, who is the subject.
public sealed interface NotificationFact extends Fact {

    String notificationId();

    String userId();

    @Override
    default String subject() {
        return userId();
    }

    /// `notification.requested`: accepted, to be sent.
    ///
    /// @param params what the template's blanks are filled with
    record NotificationRequested(String notificationId, String userId, Template template, Map<String, String> params)
            implements NotificationFact {
        public NotificationRequested {
            params = Map.copyOf(params);
        }
    }

    /// `notification.sent`.
    record NotificationSent(
            String notificationId, String userId, Optional<String> orderId, Channel channel, Template template)
            implements NotificationFact {
        @Override
        public String about() {
            return orderId.map(id -> "order " + id).orElse("");
        }
    }

    /// `notification.undeliverable`.
    ///
    /// @param reason `uncertain` where a crash between send and mark left it open; else what the mail server said
    record NotificationUndeliverable(
            String notificationId,
            String userId,
            Optional<String> orderId,
            Channel channel,
            Template template,
            String reason)
            implements NotificationFact {
        /// The reason of a letter of which nobody knows whether it was sent.
        public static final String UNCERTAIN = "uncertain";

        @Override
        public String remark() {
            return reason.equals(UNCERTAIN) ? "uncertain: perhaps it was sent" : "failed: " + reason;
        }

        @Override
        public String about() {
            return orderId.map(id -> "order " + id).orElse("");
        }
    }
}
