package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The straight line of a batch: admit, load, decide, save, emit, commit. Start reading here.
///
/// Any thread may bring a batch: rows are locked, so that batches that meet wait for each other.
public final class Line {
    private static final int RACES = 50;

    private final String service;
    private final Store store;
    private final List<? extends Aggregate<?>> kinds;
    private final Publication publication;
    private final InstantSource clock;
    private final Telemetry telemetry;
    private final Runnable committed;

    /// @param kinds all that the service holds, in the order in which rows are locked
    /// @param committed called after each commit that wrote to the outbox: wakes the relay
    public Line(
            String service,
            Store store,
            List<? extends Aggregate<?>> kinds,
            Publication publication,
            InstantSource clock,
            Telemetry telemetry,
            Runnable committed) {
        this.service = service;
        this.store = store;
        this.kinds = List.copyOf(kinds);
        this.publication = publication;
        this.clock = clock;
        this.telemetry = telemetry;
        this.committed = committed;
    }

    /// Handles all of these messages, each to its outcome.
    ///
    /// @throws StoreException with `UNAVAILABLE` if the database is not there. Then nothing happened or, if it
    ///     went at the commit, all of it: the same batch again is right in both cases
    public Progress handle(List<Item> items) {
        return items.isEmpty() ? Progress.NONE : handle(items, Optional.empty());
    }

    private Progress handle(List<Item> items, Optional<Reason> verdict) {
        for (int races = 0; ; races++) {
            try {
                return attempt(items, verdict);
            } catch (StoreException e) {
                if (e.trouble() == Trouble.VALUE_REFUSED && verdict.isEmpty()) {
                    return byHalves(items, e);
                }
                if (e.trouble() != Trouble.RACED || races == RACES) {
                    throw new StoreException(Trouble.UNAVAILABLE, e.getMessage(), e);
                }
            }
        }
    }

    /// PostgreSQL alone refuses some value: the message that carries it is found, and the others are handled.
    private Progress byHalves(List<Item> items, StoreException refusal) {
        if (items.size() == 1) {
            var detail = "the database refuses a value of what follows from it: " + refusal.getMessage();
            return handle(items, Optional.of(Reason.bug(detail)));
        }
        var middle = items.size() / 2;
        return handle(items.subList(0, middle)).and(handle(items.subList(middle, items.size())));
    }

    private Progress attempt(List<Item> items, Optional<Reason> verdict) {
        var begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var batch = store.transact(transaction -> {
            var run = new Batch(service, items, kinds, publication, transaction, begun);
            run.admit();
            run.load();
            run.decide(verdict);
            run.write();
            return run;
        });
        if (batch.lastRow() > 0) {
            committed.run();
        }
        var took = Duration.between(begun, clock.instant());
        IntStream.range(0, items.size()).forEach(i -> {
            batch.retries(i).forEach(retry -> tell(items.get(i), retry, took));
            batch.outcome(i).ifPresent(outcome -> tell(items.get(i), outcome, took));
        });
        return new Progress(items.size(), batch.lastRow(), batch.freed());
    }

    private void tell(Item item, Outcome outcome, Duration took) {
        telemetry.emit(item.told(outcome, took));
    }
}
