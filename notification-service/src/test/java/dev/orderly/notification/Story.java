package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Item.Standing.HEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.event.UnknownFact;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterMessage.LetterHeld;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterMessage.ResendLetter;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.schemas.Topics;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.user.UserFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A story of letters without I/O, told as given, when, then: the service's own deciders and aggregates on the real
/// line, over rows in memory. What is published is read back as others read it, held against the schemas.
final class Story {
    static final PostSettings SETTINGS = PostSettings.DEFAULT;
    static final String SOURCE = "/orderly/notification-service";

    private static final EventReader READER = new EventReader(List.of(Topics.NOTIFICATION_EVENTS));

    final SettableClock clock = new SettableClock();
    final MemoryStore store = new MemoryStore();
    final List<Signal> signals = new ArrayList<>();
    final InternalMessages internal = new InternalMessages(SOURCE, SETTINGS);
    final Line line = new Line(
            "notification-service",
            store,
            List.of(Recipients.RECIPIENTS, Letters.LETTERS, Mailboxes.MAILBOXES),
            new Publication(SOURCE, List.of(Topics.NOTIFICATION_EVENTS)),
            clock,
            telemetry(),
            () -> {});
    private final Map<String, Long> sequences = new HashMap<>();
    private int messages;

    /// A fact of a user, the next of its numbers.
    Story when(UserFact fact) {
        return follow(fact, fact.userId());
    }

    Story whenUnknownFactOf(String userId) {
        return follow(new UnknownFact(userId), userId);
    }

    private Story follow(Message fact, String userId) {
        var event = event(fact, userId, sequences.merge(userId, 1L, Long::sum));
        return handle(item(event, new Welcome(), Optional.of(Recipients.RECIPIENTS)));
    }

    Story when(SendNotification command) {
        return handle(item(event(command, command.userId(), 0), new NotificationCommands(), Optional.empty()));
    }

    /// The letter is asked for by this worker, as one that is due.
    Story whenDue(String notificationId, String sender) {
        return whenDue(notificationId, isKnown(letter(notificationId)), sender);
    }

    /// The same, where the look that found it due saw its user, or did not.
    Story whenDue(String notificationId, boolean isUserKnown, String sender) {
        var letter = letter(notificationId);
        return handle(internal.of(LetterDue.of(letter, isUserKnown, sender), letter, clock.instant()));
    }

    private boolean isKnown(Letter letter) {
        return store.get(Recipients.RECIPIENTS, letter.userId()).isKnown();
    }

    /// The same, and deciding about it meets a fault of ours.
    Story whenDueFails(String notificationId) {
        var letter = letter(notificationId);
        var due = LetterDue.of(letter, isKnown(letter), "w-1");
        var failing = new Failing(new DueLetters(SETTINGS));
        return handle(Item.internal(event(due, notificationId, 0), "timer", failing));
    }

    private record Failing(DueLetters decider) implements Decider<LetterDue> {
        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends LetterDue> due, States states) {
            return decider.keys(kind, due, states);
        }

        @Override
        public Decision decide(Event<? extends LetterDue> due, States states) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public Optional<Setback> failed(Event<? extends LetterDue> due, Reason fault, States states) {
            return decider.failed(due, fault, states);
        }
    }

    Story whenTried(String notificationId, int attempt, Delivery delivery) {
        var letter = letter(notificationId);
        var tried = new LetterTried(notificationId, letter.userId(), attempt, delivery);
        return handle(internal.of(tried, letter, clock.instant()));
    }

    Story whenHeld(String notificationId, int attempt) {
        var letter = letter(notificationId);
        return handle(internal.of(new LetterHeld(notificationId, letter.userId(), attempt), letter, clock.instant()));
    }

    Story whenResent(String notificationId) {
        var letter = letter(notificationId);
        return handle(internal.of(new ResendLetter(notificationId, letter.userId()), letter, clock.instant()));
    }

    Story after(Duration time) {
        clock.pass(time);
        return this;
    }

    /// These facts were published since the last look, and nothing else.
    Story emits(Message... facts) {
        assertThat(facts().stream().<Message>map(Event::data)).containsExactly(facts);
        return this;
    }

    List<Event<?>> facts() {
        return store.published().stream().<Event<?>>map(Story::read).toList();
    }

    /// The last message was ignored, or refused, with this word of it.
    Story isTold(String word) {
        var told = (Signal.MessageDone) signals.getLast();
        assertThat(told.outcome())
                .isNotInstanceOf(Outcome.Handled.class)
                .asString()
                .contains(word);
        return emits();
    }

    /// The log says this of what became of the last message.
    Story isRemarked(String remark) {
        var told = (Signal.MessageDone) signals.getLast();
        assertThat(told.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Handled.class, it -> assertThat(it.remark()).isEqualTo(remark));
        return this;
    }

    Story stands(String notificationId, Letter.Status status) {
        assertThat(letter(notificationId).status()).isEqualTo(status);
        return this;
    }

    Letter letter(String notificationId) {
        return store.get(Letters.LETTERS, notificationId);
    }

    private Story handle(Item item) {
        line.handle(List.of(item));
        return this;
    }

    private Event<?> event(Message data, String subject, long sequence) {
        var id = "m-" + ++messages;
        var envelope = new Envelope(
                id,
                "/orderly/user-events",
                data.getClass().getSimpleName(),
                subject,
                clock.instant(),
                "",
                sequence,
                "story-1",
                Optional.empty(),
                Optional.empty(),
                Trace.startedBy("story-1"));
        return new Event<>(envelope, data);
    }

    private static Item item(Event<?> event, Decider<?> decider, Optional<Numbered<?>> projection) {
        var reading = new Reading.Valid(event, new byte[0]);
        return new Item(reading, Optional.empty(), 0, "test", decider, projection, HEEDED);
    }

    private static Event<?> read(OutboxRow row) {
        var topicId = new UUID(0, 0);
        var received = new Received(
                row.topic(), topicId, 0, 0, 0, java.time.Instant.EPOCH, row.key(), row.payload(), row.headers());
        return ((Reading.Valid) READER.read(received)).event();
    }

    Telemetry telemetry() {
        return signals::add;
    }
}
