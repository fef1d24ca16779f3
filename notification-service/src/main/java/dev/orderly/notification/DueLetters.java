package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.notification.Letters.LETTERS;
import static dev.orderly.notification.Mailboxes.MAILBOXES;
import static dev.orderly.notification.Recipients.RECIPIENTS;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterNote.LetterClaimed;
import dev.orderly.notification.LetterNote.LetterPostponed;
import dev.orderly.notification.LetterNote.LetterPutBack;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what to do with a letter whose time has come. Of several instances that ask at once, the row's lock lets
/// one be first, and the others find the letter claimed.
final class DueLetters implements Decider<LetterDue> {
    private static final String NOT_DUE = "not due any more";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final PostSettings settings;

    DueLetters(PostSettings settings) {
        this.settings = settings;
    }

    /// Recipients and mailboxes only of the few letters of which it depends on them: intake needs their rows, too, and
    /// would wait.
    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends LetterDue> due, States states) {
        if (kind == LETTERS) {
            return List.of(due.data().notificationId());
        }
        var isNeeded = kind == RECIPIENTS ? !due.data().isUserKnown() : kind == MAILBOXES && ends(due, states);
        return isNeeded ? List.of(due.data().userId()) : List.of();
    }

    private boolean ends(Event<? extends LetterDue> due, States states) {
        var letter = states.get(LETTERS, due.data().notificationId());
        var now = due.envelope().time();
        var isHopeless = !isUserKnown(due.data(), states) && !endOfWait(letter).isAfter(now);
        return letter.isDue(now) && (letter.status() == Status.SENDING || isHopeless);
    }

    /// Who was known stays so; who was not may have come meanwhile.
    private static boolean isUserKnown(LetterDue due, States states) {
        return due.isUserKnown() || states.get(RECIPIENTS, due.userId()).isKnown();
    }

    private Instant endOfWait(Letter letter) {
        return letter.askedAt().plus(settings.userWait());
    }

    @Override
    public Decision decide(Event<? extends LetterDue> due, States states) {
        var letter = states.get(LETTERS, due.data().notificationId());
        var now = due.envelope().time();
        if (!letter.isDue(now)) {
            return ignored(NOT_DUE);
        }
        if (letter.status() == Status.SENDING) {
            return accepted(undeliverable(letter, NotificationUndeliverable.UNCERTAIN));
        }
        if (!isUserKnown(due.data(), states)) {
            return awaitUser(letter, now);
        }
        var until = now.plus(settings.lease());
        return accepted(new LetterClaimed(
                letter.notificationId(), letter.attempt() + 1, due.data().sender(), until));
    }

    private Decision awaitUser(Letter letter, Instant now) {
        var end = endOfWait(letter);
        if (!end.isAfter(now)) {
            return accepted(undeliverable(letter, Letter.UNKNOWN_USER));
        }
        var next = now.plus(pause(letter, now));
        return accepted(
                new LetterPutBack(letter.notificationId(), next.isBefore(end) ? next : end, "no such user yet"));
    }

    /// A quarter of the time that passed so far: soon at first, and not often in all.
    private Duration pause(Letter letter, Instant now) {
        var quarter = Duration.between(letter.askedAt(), now).dividedBy(4);
        var longest = settings.longestRetry();
        return quarter.compareTo(longest) > 0 ? longest : quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
    }

    /// Looked at again for ever, since a letter that nobody writes is worse than a line a minute.
    @Override
    public Optional<Setback> failed(Event<? extends LetterDue> due, Reason fault, States states) {
        var letter = states.get(LETTERS, due.data().notificationId());
        var now = due.envelope().time();
        if (!letter.isDue(now)) {
            return Optional.of(new Setback(List.of(), new Outcome.Ignored(NOT_DUE)));
        }
        var pause = pause(letter, now);
        var later = new LetterPostponed(letter.notificationId(), now.plus(pause), fault.detail());
        return Optional.of(
                new Setback(List.of(later), new Outcome.Retrying(letter.attempt() + 1, pause, fault.detail())));
    }

    static Message undeliverable(Letter letter, String reason) {
        return new NotificationUndeliverable(
                letter.notificationId(), letter.userId(), letter.orderId(), Channel.EMAIL, letter.template(), reason);
    }
}
