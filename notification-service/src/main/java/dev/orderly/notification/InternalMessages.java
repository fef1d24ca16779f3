package dev.orderly.notification;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Trace;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterMessage.LetterHeld;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterMessage.ResendLetter;
import java.time.Instant;
import java.util.Optional;

/// Puts what is said inside the service into envelopes: as parts of the story of the letter that they are about.
final class InternalMessages {
    private final String source;
    private final DueLetters dueLetters;
    private final LetterResults results;
    private final Resending resending = new Resending();

    /// @param source `/orderly/<service>`
    InternalMessages(String source, PostSettings settings) {
        this.source = source;
        this.dueLetters = new DueLetters(settings);
        this.results = new LetterResults(settings);
    }

    Item of(LetterMessage message, Letter letter, Instant now) {
        return switch (message) {
            case LetterDue due -> item("letter.due", due, letter, now, "timer", dueLetters);
            case LetterTried tried -> item("letter.tried", tried, letter, now, "smtp", results);
            case LetterHeld held -> item("letter.held", held, letter, now, "smtp", results);
            case ResendLetter resend -> item("letter.resend", resend, letter, now, "command line", resending);
        };
    }

    private Item item(String type, LetterMessage message, Letter letter, Instant now, String from, Decider<?> decider) {
        var origin = letter.origin();
        // Attempts are counted anew after a recovery, and an id must not come again.
        var cause = origin.requestId() + " " + letter.changedAt();
        var id = Ids.following(cause, type, letter.notificationId(), letter.attempt())
                .toString();
        var envelope = new Envelope(
                id,
                source,
                type,
                letter.notificationId(),
                now,
                "",
                0,
                origin.correlationId(),
                Optional.of(origin.requestId()),
                Optional.empty(),
                new Trace(origin.traceparent()).child(id));
        return Item.internal(new Event<>(envelope, message), from, decider);
    }
}
