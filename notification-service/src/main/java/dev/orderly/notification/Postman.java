package dev.orderly.notification;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.outbox.IdlePause;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.notification.LetterMessage.LetterDue;
import dev.orderly.notification.LetterMessage.LetterHeld;
import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterQueue.Claimed;
import dev.orderly.notification.LetterQueue.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The mail worker: claims letters that are due, has them sent, and brings back what became of them. Start
/// reading here.
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
    private final DueWithoutMail withoutMail;
    private final InternalMessages messages;
    private final InstantSource clock;
    private final PostSettings settings;
    private final IdlePause idle;
    /// Letters of which a claim was asked for, with the attempt before it. Kept when a pass fails: it may be committed
    /// all the same.
    private final Map<String, Integer> asked = new HashMap<>();
    /// How many results of a pass that failed, which are brought again, the outage has learnt from.
    private int learnt;
    private boolean wasIdle;

    /// @param sender names this process among all: a name of its own after each start
    Postman(
            String sender,
            Line line,
            LetterQueue queue,
            Sends sends,
            Outage outage,
            DueWithoutMail withoutMail,
            InternalMessages messages,
            InstantSource clock,
            PostSettings settings) {
        this.sender = sender;
        this.line = line;
        this.queue = queue;
        this.sends = sends;
        this.outage = outage;
        this.withoutMail = withoutMail;
        this.messages = messages;
        this.clock = clock;
        this.settings = settings;
        this.idle = new IdlePause(settings.idle());
    }

    /// One pass. Returns how long to wait before the next.
    Duration once() {
        var full = sends.size() >= settings.inFlight();
        var results = sends.results(wasIdle || full ? settings.idle() : Duration.ZERO, settings.gathering());
        var now = clock.instant();
        outage.learn(results.subList(learnt, results.size()), now);
        learnt = results.size();
        var batch = new ArrayList<Item>();
        results.forEach(
                each -> batch.add(messages.of(each.tried(), each.claimed().letter(), now)));
        var held = sends.heldSince(now.minus(settings.lease().dividedBy(3)));
        held.forEach(each -> batch.add(messages.of(stillSending(each.letter()), each.letter(), now)));
        var unsure = claimedInVain();
        unsure.forEach(each -> batch.add(messages.of(stillSending(each.letter()), each.letter(), now)));
        var room = settings.inFlight() - sends.size() - unsure.size() + results.size();
        // In an outage, what the server said is told first, in a pass of its own: a look may take its time.
        var due = !outage.isOn() ? due(now, room) : batch.isEmpty() ? dueInOutage(now) : List.<Due>of();
        due.forEach(each ->
                batch.add(messages.of(LetterDue.of(each.letter(), each.isUserKnown(), sender), each.letter(), now)));
        due.forEach(each ->
                asked.putIfAbsent(each.letter().notificationId(), each.letter().attempt()));
        line.handle(batch);
        told(results, held, now);
        claimedAnew().forEach(claimed -> sends.start(claimed, now));
        asked.clear();
        wasIdle = batch.isEmpty();
        var pause = pause();
        return wasIdle && sends.size() == 0 ? pause : Duration.ZERO;
    }

    /// The claims of a pass that failed, of which none was begun; their lease may run out while the database is away.
    private List<Claimed> claimedInVain() {
        if (!asked.isEmpty()) {
            queue.awaitAtRest(asked.keySet());
        }
        return claimedAnew();
    }

    /// The claims that were asked for and are committed. A letter that a fault of ours left with its old claim is none
    /// of them: it was sent already, as far as anybody knows.
    private List<Claimed> claimedAnew() {
        if (asked.isEmpty()) {
            return List.of();
        }
        return queue.claimedBy(sender, asked.keySet()).stream()
                .filter(claimed -> claimed.letter().attempt()
                        > asked.getOrDefault(claimed.letter().notificationId(), 0))
                .toList();
    }

    private void told(List<Result> results, List<Claimed> held, Instant now) {
        sends.told(results, held, now);
        learnt = 0;
    }

    private Duration pause() {
        var pause = idle.next(!wasIdle);
        return outage.isOn() ? settings.retry() : pause;
    }

    /// @param room how many more may be under way: those count as ended whose results go along in the same batch
    private List<Due> due(Instant now, int room) {
        if (room <= 0) {
            return List.of();
        }
        var due = queue.due(now, room);
        withoutMail.succeeded(now);
        return due;
    }

    /// A single letter finds out whether the outage is over; what needs no mail server goes on.
    private List<Due> dueInOutage(Instant now) {
        return sends.size() == 0 && outage.isProbeDue(now) ? queue.due(now, 1) : withoutMail.look(now);
    }

    /// Lets the sends under way come to their end, for a while, and brings back what became of them, and puts back what
    /// was claimed and not begun. What is still under way then is uncertain once the lease has run out.
    @Override
    public void close() {
        sends.close();
        var end = System.nanoTime() + CLOSING.toNanos();
        do {
            var results = sends.results(Duration.ofNanos(Math.max(0, end - System.nanoTime())), settings.gathering());
            var now = clock.instant();
            try {
                var ends =
                        Stream.concat(results.stream(), claimedInVain().stream().map(Sends::notBegun));
                line.handle(ends.map(
                                each -> messages.of(each.tried(), each.claimed().letter(), now))
                        .toList());
                told(results, List.of(), now);
                asked.clear();
            } catch (StoreException e) {
                LockSupport.parkNanos(AGAIN.toNanos()); // the results are there still
            }
        } while ((sends.size() > 0 || !asked.isEmpty())
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted());
    }

    private static LetterHeld stillSending(Letter letter) {
        return new LetterHeld(letter.notificationId(), letter.userId(), letter.attempt());
    }

    /// What became of a send.
    record Result(Claimed claimed, LetterTried tried) {}
}
