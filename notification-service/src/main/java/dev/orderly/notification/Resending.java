package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.refused;
import static dev.orderly.notification.Letters.LETTERS;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterMessage.ResendLetter;
import dev.orderly.notification.LetterNote.LetterReopened;
import java.util.List;

/// Sends a letter again because somebody says so, who takes it upon oneself that it may arrive twice.
final class Resending implements Decider<ResendLetter> {

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends ResendLetter> resend, States states) {
        return kind == LETTERS ? List.of(resend.data().notificationId()) : List.of();
    }

    @Override
    public Decision decide(Event<? extends ResendLetter> resend, States states) {
        var letter = states.get(LETTERS, resend.data().notificationId());
        return letter.status() == Status.UNCERTAIN || letter.status() == Status.UNDELIVERABLE
                ? accepted(new LetterReopened(letter.notificationId()))
                : refused("not-open", "only an uncertain or undeliverable letter is sent again");
    }
}
