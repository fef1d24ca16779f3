package dev.orderly.notification;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.notification.Letter.Origin;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterNote.LetterClaimed;
import dev.orderly.notification.LetterNote.LetterPostponed;
import dev.orderly.notification.LetterNote.LetterPutBack;
import dev.orderly.notification.LetterNote.LetterReopened;
import dev.orderly.schemas.notification.NotificationFact;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All letters, by notification id.
final class Letters implements Aggregate<Letter> {
    static final Letters LETTERS = new Letters();

    private Letters() {}

    @Override
    public String name() {
        return "letters";
    }

    @Override
    public Letter empty(String notificationId) {
        return Letter.none(notificationId);
    }

    @Override
    public List<String> keys(Message happened) {
        return switch (happened) {
            case NotificationFact fact -> List.of(fact.notificationId());
            case LetterNote note -> List.of(note.notificationId());
            default -> List.of();
        };
    }

    @Override
    public Letter evolve(Letter letter, Event<?> happened) {
        var now = happened.envelope().time();
        return switch (happened.data()) {
            case NotificationFact fact ->
                switch (fact) {
                    case NotificationRequested requested -> requested(requested, happened);
                    case NotificationSent _ -> ended(letter, Status.SENT, "", now);
                    case NotificationUndeliverable undeliverable ->
                        ended(letter, unsent(undeliverable.reason()), undeliverable.reason(), now);
                };
            case LetterNote note ->
                switch (note) {
                    case LetterClaimed(var _, var attempt, var sender, var until) ->
                        moved(letter, Status.SENDING, "", now, attempt, sender, Optional.of(until));
                    case LetterPutBack(var _, var until, var reason) ->
                        moved(letter, Status.REQUESTED, reason, now, letter.attempt(), "", Optional.of(until));
                    case LetterPostponed(var _, var until, var fault) ->
                        moved(
                                letter,
                                letter.status(),
                                fault,
                                now,
                                letter.attempt(),
                                letter.sender(),
                                Optional.of(until));
                    case LetterReopened _ ->
                        moved(
                                letter.reopened(now),
                                Status.REQUESTED,
                                "",
                                now,
                                letter.attempt() + 1,
                                "",
                                Optional.of(now));
                };
            default -> letter;
        };
    }

    private static Status unsent(String reason) {
        return reason.equals(NotificationUndeliverable.UNCERTAIN) ? Status.UNCERTAIN : Status.UNDELIVERABLE;
    }

    private static Letter requested(NotificationRequested letter, Event<?> event) {
        var envelope = event.envelope();
        return new Letter(
                letter.notificationId(),
                letter.userId(),
                letter.template(),
                letter.params(),
                Status.REQUESTED,
                "",
                envelope.time(),
                Optional.empty(),
                envelope.time(),
                0,
                "",
                Optional.of(envelope.time()),
                new Origin(
                        envelope.id(),
                        envelope.correlationId(),
                        envelope.trace().traceparent()));
    }

    private static Letter ended(Letter letter, Status status, String reason, Instant now) {
        return moved(letter, status, reason, now, letter.attempt(), "", Optional.empty());
    }

    private static Letter moved(
            Letter letter,
            Status status,
            String reason,
            Instant now,
            int attempt,
            String sender,
            Optional<Instant> dueAt) {
        return new Letter(
                letter.notificationId(),
                letter.userId(),
                letter.template(),
                letter.params(),
                status,
                reason,
                letter.requestedAt(),
                letter.reopenedAt(),
                now,
                attempt,
                sender,
                dueAt,
                letter.origin());
    }
}
