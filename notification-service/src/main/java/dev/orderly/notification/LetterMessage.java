package dev.orderly.notification;

import dev.orderly.messaging.event.Message;
import dev.orderly.notification.mail.Delivery;

/// What the mail worker and the operator say to the deciders, inside the service.
sealed interface LetterMessage extends Message {

    String notificationId();

    String userId();

    @Override
    default String subject() {
        return notificationId();
    }

    @Override
    default String about() {
        return "user " + userId();
    }

    /// Its time has come: to be sent, or to be given up.
    ///
    /// @param isUserKnown whether its user was known a moment ago, and so is now
    /// @param sender who asks, and sends it if it may
    record LetterDue(String notificationId, String userId, boolean isUserKnown, String sender)
            implements LetterMessage {
        static LetterDue of(Letter letter, boolean isUserKnown, String sender) {
            return new LetterDue(letter.notificationId(), letter.userId(), isUserKnown, sender);
        }
    }

    /// What became of an attempt to send.
    sealed interface LetterResult extends LetterMessage {
        int attempt();
    }

    /// The attempt ended.
    record LetterTried(String notificationId, String userId, int attempt, Delivery delivery) implements LetterResult {}

    /// The attempt takes long; its sender lives.
    record LetterHeld(String notificationId, String userId, int attempt) implements LetterResult {}

    /// Send it again.
    record ResendLetter(String notificationId, String userId) implements LetterMessage {}
}
