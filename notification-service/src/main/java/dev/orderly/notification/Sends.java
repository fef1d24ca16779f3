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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The sends under way, each on a virtual thread of its own, and the results that were not told yet. Used by one
/// thread.
final class Sends {
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
    private final BlockingQueue<Result> ended = new LinkedBlockingQueue<>();
    private final List<Result> untold = new ArrayList<>();

    Sends(Mailer mailer, LetterWriter writer) {
        this.mailer = mailer;
        this.writer = writer;
    }

    /// How many there are, those included whose result was not told yet.
    int size() {
        return underWay.size();
    }

    /// Starts to send, unless it is under way already.
    void start(Claimed claimed, Instant now) {
        if (underWay.putIfAbsent(Ticket.of(claimed), new Flight(claimed, now)) == null) {
            Thread.ofVirtual().start(() -> ended.add(send(claimed)));
        }
    }

    /// The results that were not told yet. Where sends are under way and none has ended, the first is waited for; once
    /// some have, a moment for half of them, since a batch costs much the same whether it is small or large.
    List<Result> results(Duration longest, Duration moment) {
        ended.drainTo(untold);
        try {
            if (untold.isEmpty() && !underWay.isEmpty()) {
                gather(1, longest);
            }
            if (!untold.isEmpty()) {
                gather(underWay.size() / 2, moment);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(untold);
    }

    private void gather(int enough, Duration longest) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        while (untold.size() < enough) {
            var next = ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            untold.add(next);
            ended.drainTo(untold);
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

    private Result send(Claimed claimed) {
        var letter = claimed.letter();
        return new Result(
                claimed,
                new LetterTried(letter.notificationId(), letter.userId(), letter.attempt(), delivery(claimed)));
    }

    private Delivery delivery(Claimed claimed) {
        Mail mail;
        try {
            mail = writer.write(claimed.letter(), claimed.recipient());
        } catch (RuntimeException | Error bug) {
            return new Delivery.Refused("not written: " + bug.getClass().getSimpleName());
        }
        try {
            return mailer.send(mail);
        } catch (RuntimeException | Error bug) { // whatever it is, the letter must not stay under way for ever
            return new Delivery.Uncertain(bug.getClass().getSimpleName());
        }
    }
}
