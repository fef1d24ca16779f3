package dev.orderly.notification;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.notification.LetterNote.LetterClaimed;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;

/// A letter of which no end is told may have been sent: it counts as claimed by a sender who is dead, and so
/// becomes uncertain.
final class LetterRecollection implements Recollection {
    private static final String SENDER = "lost with the database";

    @Override
    public List<Note> retold(Event<?> own) {
        return own.data() instanceof NotificationRequested letter
                ? List.of(new LetterClaimed(
                        letter.notificationId(), 1, SENDER, own.envelope().time()))
                : List.of();
    }

    @Override
    public Repetition repetition(Message message) {
        return Repetition.NEVER;
    }

    @Override
    public List<Item> unended(Connection connection, Traces traces, Instant now) {
        return List.of();
    }
}
