package dev.orderly.notification;

import dev.orderly.notification.LetterMessage.LetterTried;
import dev.orderly.notification.LetterQueue.Claimed;
import dev.orderly.notification.Postman.Result;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Mail;
import dev.orderly.notification.mail.Mailer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The sends under way, on a few threads of their own, and the results that were not told yet. Used by one thread.
///
/// They are platform threads: each waits for one mail server's answers most of the time, and what wakes it then is
/// dearer for a virtual thread, which is woken by way of two others.
final class Sends implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Delivery NOT_BEGUN = new Delivery.Unreachable("the service stopped before it was sent");

    private record Ticket(String notificationId, int attempt) {
        static Ticket of(Claimed claimed) {
            return new Ticket(
                    claimed.letter().notificationId(), claimed.letter().attempt());
        }
    }

    private record Flight(Claimed claimed, Instant saidSo) {}

    private final Mailer mailer;
    private final LetterWriter writer;
    private final Map<Ticket, Flight> underWay = new HashMap<>();
    private final ThreadPoolExecutor threads;
    private final Queue<Result> ended = new ConcurrentLinkedQueue<>();
    private final List<Result> untold = new ArrayList<>();
    private volatile CountDownLatch enough = new CountDownLatch(0);

    /// @param atOnce letters that are being sent at the same time; the others wait for their turn
    Sends(Mailer mailer, LetterWriter writer, int atOnce) {
        this.mailer = mailer;
        this.writer = writer;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("letter-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    private final class Send implements Runnable {
        private final Claimed claimed;

        Send(Claimed claimed) {
            this.claimed = claimed;
        }

        @Override
        public void run() {
            end(result(claimed, delivery(claimed)));
        }
    }

    /// How many there are, those included whose result was not told yet.
    int size() {
        return underWay.size();
    }

    /// Starts to send, unless it is under way already.
    void start(Claimed claimed, Instant now) {
        if (underWay.putIfAbsent(Ticket.of(claimed), new Flight(claimed, now)) == null) {
            threads.execute(new Send(claimed));
        }
    }

    /// The results that were not told yet. Where sends are under way and none has ended, the first is waited for; once
    /// some have, a moment for the others, since a batch costs much the same whether it is small or large.
    List<Result> results(Duration longest, Duration moment) {
        drain();
        try {
            if (untold.isEmpty() && !underWay.isEmpty()) {
                gather(1, longest);
            }
            if (!untold.isEmpty()) {
                gather(underWay.size(), moment);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(untold);
    }

    /// Waits until so many are there. Only the last of them wakes this thread.
    private void gather(int wanted, Duration longest) throws InterruptedException {
        var before = untold.size();
        var missing = new CountDownLatch(Math.max(0, wanted - before));
        enough = missing;
        drain(); // those that ended before they could be counted; one that is counted twice wakes us early, no more
        for (int i = before; i < untold.size(); i++) {
            missing.countDown();
        }
        if (untold.size() < wanted) {
            var _ = missing.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            drain();
        }
    }

    private void drain() {
        for (var result = ended.poll(); result != null; result = ended.poll()) {
            untold.add(result);
        }
    }

    /// What is under way and was last known to be so at that time, or before.
    List<Claimed> heldSince(Instant time) {
        return underWay.values().stream()
                .filter(flight -> !flight.saidSo.isAfter(time))
                .map(Flight::claimed)
                .toList();
    }

    /// The results, and that the others are under way, are committed.
    void told(List<Result> results, List<Claimed> held, Instant now) {
        held.forEach(each -> underWay.put(Ticket.of(each), new Flight(each, now)));
        results.forEach(each -> underWay.remove(Ticket.of(each.claimed())));
        untold.removeAll(results);
    }

    /// Begins no more of them: those that wait for their turn end as not sent.
    @Override
    public void close() {
        var waiting = new ArrayList<Runnable>();
        threads.getQueue().drainTo(waiting);
        threads.shutdown();
        waiting.forEach(send -> end(notBegun(((Send) send).claimed)));
    }

    /// What is told of a letter that was claimed, and that nobody began to send.
    static Result notBegun(Claimed claimed) {
        return result(claimed, NOT_BEGUN);
    }

    private static Result result(Claimed claimed, Delivery delivery) {
        var letter = claimed.letter();
        return new Result(
                claimed, new LetterTried(letter.notificationId(), letter.userId(), letter.attempt(), delivery));
    }

    private void end(Result result) {
        ended.add(result);
        enough.countDown();
    }

    private Delivery delivery(Claimed claimed) {
        Mail mail;
        try {
            mail = writer.write(claimed.letter(), claimed.recipient());
        } catch (RuntimeException | Error bug) {
            return new Delivery.Unwritable("not written: " + bug.getClass().getSimpleName());
        }
        try {
            return mailer.send(mail);
        } catch (RuntimeException | Error bug) { // whatever it is, the letter must not stay under way for ever
            return new Delivery.Uncertain(bug.getClass().getSimpleName());
        }
    }
}
