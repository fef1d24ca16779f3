package dev.orderly.notification;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterMessage.LetterHeld;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The mail worker: claims letters that are due, has them sent, and brings back what became of them. Start reading
/// here.
///
/// A pass is one batch along the line: the results since the last pass, and the claims of the next letters. A claim is
/// committed before its letter is sent; sends go on while the next pass is decided.
final class Postman implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final String sender;
    private final Line line;
    private final LetterQueue queue;
    private final Sends sends;
    private final Outage outage;
    private final InternalMessages messages;
    private final InstantSource clock;
    private final PostSettings settings;
    /// Letters of which a claim was asked for, with the attempt before it. Kept when a pass fails: it may be committed
    /// all the same.
    private final Map<String, Integer> asked = new HashMap<>();
    private boolean wasIdle;
    private Instant nextLook = Instant.EPOCH;

    /// @param sender names this process among all: a name of its own after each start
    Postman(
            String sender,
            Line line,
            LetterQueue queue,
            Sends sends,
            Outage outage,
            InternalMessages messages,
            InstantSource clock,
            PostSettings settings) {
        this.sender = sender;
        this.line = line;
        this.queue = queue;
        this.sends = sends;
        this.outage = outage;
        this.messages = messages;
        this.clock = clock;
        this.settings = settings;
    }

    /// One pass. Returns how long to wait before the next.
    Duration once() {
        var full = sends.size() >= settings.inFlight();
        var results = sends.results(wasIdle || full ? settings.idle() : Duration.ZERO, settings.gathering());
        var now = clock.instant();
        outage.learn(results, now);
        var batch = new ArrayList<Item>();
        results.forEach(
                each -> batch.add(messages.of(each.tried(), each.claimed().letter(), now)));
        var held = sends.heldSince(now.minus(settings.lease().dividedBy(3)));
        held.forEach(each -> batch.add(messages.of(stillSending(each.letter()), each.letter(), now)));
        var due = due(now, settings.inFlight() - sends.size() + results.size());
        due.forEach(each -> batch.add(messages.of(asDue(each), each, now)));
        due.forEach(each -> asked.putIfAbsent(each.notificationId(), each.attempt()));
        line.handle(batch);
        sends.told(results, held, now);
        if (!asked.isEmpty()) {
            queue.claimedBy(sender, asked.keySet()).stream()
                    .filter(this::isClaimedAnew)
                    .forEach(claimed -> sends.start(claimed, now));
            asked.clear();
        }
        wasIdle = batch.isEmpty();
        return wasIdle && sends.size() == 0 ? pause() : Duration.ZERO;
    }

    /// A letter that a fault of ours left with its old claim was sent already, as far as anybody knows.
    private boolean isClaimedAnew(Claimed claimed) {
        var letter = claimed.letter();
        return letter.attempt() > asked.getOrDefault(letter.notificationId(), 0);
    }

    private Duration pause() {
        return outage.isOn() ? settings.retry() : settings.idle();
    }

    /// In an outage a single letter finds out whether it is over; what needs no mail server goes on.
    ///
    /// @param room how many more may be under way: those count as ended whose results go along in the same batch
    private List<Letter> due(Instant now, int room) {
        if (!outage.isOn()) {
            return room > 0 ? queue.due(now, room) : List.of();
        }
        if (sends.size() == 0 && outage.isProbeDue(now)) {
            return queue.due(now, 1);
        }
        if (nextLook.isAfter(now)) {
            return List.of();
        }
        nextLook = now.plus(settings.retry());
        return queue.dueWithoutMail(now, settings.inFlight());
    }

    /// Lets the sends under way come to their end, for a while, and brings back what became of them. What is still
    /// under way then is uncertain once the lease has run out.
    @Override
    public void close() {
        sends.close();
        var end = System.nanoTime() + CLOSING.toNanos();
        do {
            var results = sends.results(Duration.ofNanos(Math.max(0, end - System.nanoTime())), settings.gathering());
            var now = clock.instant();
            try {
                line.handle(results.stream()
                        .map(each -> messages.of(each.tried(), each.claimed().letter(), now))
                        .toList());
                sends.told(results, List.of(), now);
            } catch (StoreException e) {
                LockSupport.parkNanos(AGAIN.toNanos()); // the results are there still
            }
        } while (sends.size() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted());
    }

    private LetterDue asDue(Letter letter) {
        return new LetterDue(letter.notificationId(), letter.userId(), sender);
    }

    private static LetterHeld stillSending(Letter letter) {
        return new LetterHeld(letter.notificationId(), letter.userId(), letter.attempt());
    }

    /// What became of a send.
    record Result(Claimed claimed, LetterTried tried) {}
}
