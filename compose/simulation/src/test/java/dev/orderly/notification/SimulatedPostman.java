package dev.orderly.notification;

import static dev.orderly.notification.Letters.LETTERS;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.mail.Delivery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The mail worker with the real deciders and one letter after the other: the real one sends on threads of its
/// own, whose order no seed decides.
public final class SimulatedPostman {
    private static final String SOURCE = "/orderly/notification-service";

    private final String sender;
    private final Line line;
    private final MemoryStore store;
    private final InstantSource clock;
    private final Function<String, Delivery> post;
    private final InternalMessages messages = new InternalMessages(SOURCE, PostSettings.DEFAULT);
    private final List<Item> results = new ArrayList<>();
    private final Set<String> sent = new HashSet<>();

    /// @param post takes a letter by its notification id; it may die before or after it did
    public SimulatedPostman(
            String sender, Line line, MemoryStore store, InstantSource clock, Function<String, Delivery> post) {
        this.sender = sender;
        this.line = line;
        this.store = store;
        this.clock = clock;
        this.post = post;
    }

    /// Brings back what became of the last letters, claims the next, and sends them.
    public void once() {
        var now = clock.instant();
        var batch = new ArrayList<>(results);
        letters()
                .filter(letter -> letter.isDue(now))
                .limit(3)
                .map(letter -> messages.of(LetterDue.of(letter, false, sender), letter, now))
                .forEach(batch::add);
        line.handle(batch);
        results.clear();
        letters()
                .filter(letter ->
                        letter.status() == Status.SENDING && letter.sender().equals(sender))
                .filter(letter -> sent.add(letter.notificationId() + letter.attempt()))
                .forEach(this::send);
    }

    private void send(Letter letter) {
        var delivery = post.apply(letter.notificationId());
        var tried = new LetterTried(letter.notificationId(), letter.userId(), letter.attempt(), delivery);
        results.add(messages.of(tried, letter, clock.instant()));
    }

    private Stream<Letter> letters() {
        return store.all(LETTERS).values().stream().sorted(Comparator.comparing(Letter::notificationId));
    }

    /// Whether every letter has come to an end.
    public static boolean isAtRest(MemoryStore store) {
        return store.all(LETTERS).values().stream()
                .noneMatch(letter -> letter.dueAt().isPresent());
    }

    /// How each letter stands.
    public static Map<String, String> statuses(MemoryStore store) {
        var statuses = new TreeMap<String, String>();
        store.all(LETTERS)
                .values()
                .forEach(letter ->
                        statuses.put(letter.notificationId(), letter.status().name()));
        return statuses;
    }
}
