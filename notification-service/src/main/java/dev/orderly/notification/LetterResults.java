package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.notification.DueLetters.undeliverable;
import static dev.orderly.notification.Letters.LETTERS;
import static dev.orderly.notification.Mailboxes.MAILBOXES;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterMessage.LetterHeld;
import dev.orderly.notification.LetterMessage.LetterResult;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterNote.LetterClaimed;
import dev.orderly.notification.LetterNote.LetterPutBack;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Delivery.Deferred;
import dev.orderly.notification.mail.Delivery.Delivered;
import dev.orderly.notification.mail.Delivery.Refused;
import dev.orderly.notification.mail.Delivery.Uncertain;
import dev.orderly.notification.mail.Delivery.Unreachable;
import dev.orderly.notification.mail.Delivery.Unwritable;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import java.time.Instant;
import java.util.List;

/// Decides what follows from an attempt to send. An outage of the mail server is nobody's fault: the letter waits
/// however long it lasts. That a letter was sent is heeded even when it is learnt late; any other late result is not.
final class LetterResults implements Decider<LetterResult> {
    private final PostSettings settings;

    LetterResults(PostSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends LetterResult> result, States states) {
        if (kind == LETTERS) {
            return List.of(result.data().notificationId());
        }
        return kind == MAILBOXES && result.data() instanceof LetterTried
                ? List.of(result.data().userId())
                : List.of();
    }

    @Override
    public Decision decide(Event<? extends LetterResult> result, States states) {
        var letter = states.get(LETTERS, result.data().notificationId());
        var now = result.envelope().time();
        var isCurrent = letter.isSending(result.data().attempt());
        return switch (result.data()) {
            case LetterTried tried when tried.delivery() instanceof Delivered -> sent(letter);
            case LetterResult _ when !isCurrent -> ignored("of an attempt that is over");
            case LetterHeld held -> accepted(held(letter, held, now));
            case LetterTried tried -> unsent(letter, tried.delivery(), now);
        };
    }

    private static Decision sent(Letter letter) {
        return !letter.exists() || letter.status() == Status.SENT
                ? ignored("known to be sent")
                : accepted(new NotificationSent(
                        letter.notificationId(), letter.userId(), letter.orderId(), Channel.EMAIL, letter.template()));
    }

    private LetterClaimed held(Letter letter, LetterHeld held, Instant now) {
        return new LetterClaimed(letter.notificationId(), held.attempt(), letter.sender(), now.plus(settings.lease()));
    }

    private Decision unsent(Letter letter, Delivery delivery, Instant now) {
        return switch (delivery) {
            case Delivered _ -> sent(letter);
            case Unwritable(var reason) -> accepted(undeliverable(letter, reason));
            case Refused(var reason) -> accepted(undeliverable(letter, reason));
            case Uncertain _ -> accepted(undeliverable(letter, NotificationUndeliverable.UNCERTAIN));
            case Deferred(var reason)
            when !letter.askedAt().plus(settings.giveUp()).isAfter(now) -> accepted(undeliverable(letter, reason));
            case Deferred(var reason) -> accepted(putBack(letter, reason, now));
            case Unreachable(var reason) -> accepted(putBack(letter, reason, now));
        };
    }

    private LetterPutBack putBack(Letter letter, String reason, Instant now) {
        return new LetterPutBack(letter.notificationId(), now.plus(settings.delay(letter.attempt())), reason);
    }
}
