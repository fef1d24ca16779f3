package dev.orderly.notification;

import dev.orderly.messaging.event.Note;
import java.time.Instant;

/// What happens to a letter between its facts. A lost database forgets it: an open letter is uncertain then.
sealed interface LetterNote extends Note {

    String notificationId();

    @Override
    default String subject() {
        return notificationId();
    }

    /// It is about to be sent, or is still being sent.
    ///
    /// @param until when its sender counts as dead, unless it says that it lives
    record LetterClaimed(String notificationId, int attempt, String sender, Instant until) implements LetterNote {}

    /// It was surely not sent, and is tried again.
    record LetterPutBack(String notificationId, Instant until, String reason) implements LetterNote {
        @Override
        public String remark() {
            return "put back: " + reason;
        }
    }

    /// A fault of ours met it: it stays what it is, and is looked at again.
    record LetterPostponed(String notificationId, Instant until, String fault) implements LetterNote {}

    /// Somebody wants it sent again, whatever became of it.
    record LetterReopened(String notificationId) implements LetterNote {}
}
