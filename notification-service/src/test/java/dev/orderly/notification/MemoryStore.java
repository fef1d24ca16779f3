package dev.orderly.notification;

import dev.orderly.messaging.store.Admission;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Arrivals;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Rows and outbox in memory, and the letters' queue over them. One transaction at a time, and none is rolled back.
final class MemoryStore implements Store, Transaction, LetterQueue {
    /// When the database goes away.
    enum Trip {
        NEVER,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final Map<Aggregate<?>, Map<String, Object>> tables = new HashMap<>();
    private final List<OutboxRow> outbox = new ArrayList<>();
    private Trip trip = Trip.NEVER;
    private Runnable beforeLooks = () -> {};

    /// The next transaction fails.
    void trip(Trip when) {
        trip = when;
    }

    /// What happens before each look without mail.
    void beforeLooks(Runnable what) {
        beforeLooks = what;
    }

    synchronized <S> S get(Aggregate<S> kind, String key) {
        return rows(kind).getOrDefault(key, kind.empty(key));
    }

    /// What was published since this was last asked.
    List<OutboxRow> published() {
        var rows = List.copyOf(outbox);
        outbox.clear();
        return rows;
    }

    @Override
    public synchronized <R> R transact(Function<Transaction, R> work) {
        var tripped = trip;
        trip = Trip.NEVER;
        if (tripped == Trip.BEFORE_COMMIT) {
            throw new StoreException(Trouble.UNAVAILABLE, "gone", new IllegalStateException());
        }
        var result = work.apply(this);
        if (tripped == Trip.AFTER_COMMIT) {
            throw new StoreException(Trouble.UNAVAILABLE, "gone", new IllegalStateException());
        }
        return result;
    }

    @Override
    public <S> Map<String, S> load(Aggregate<S> kind, SortedSet<String> keys) {
        var found = new HashMap<>(rows(kind));
        found.keySet().retainAll(keys);
        return found;
    }

    @Override
    public <S> void save(Aggregate<S> kind, Map<String, S> created, Map<String, S> updated) {
        rows(kind).putAll(created);
        rows(kind).putAll(updated);
    }

    @Override
    public long emit(List<OutboxRow> rows) {
        outbox.addAll(rows);
        return outbox.size();
    }

    @Override
    public long lastRow() {
        return outbox.size();
    }

    @Override
    public synchronized List<Due> due(Instant now, int most) {
        return dueLetters(now).limit(most).map(this::due).toList();
    }

    @Override
    public synchronized DuePage dueWithoutMail(Instant now, DueCursor after, int most) {
        beforeLooks.run();
        var due = dueLetters(now)
                .filter(letter -> letter.status() == Letter.Status.SENDING
                        || !get(Recipients.RECIPIENTS, letter.userId()).isKnown())
                .limit(most)
                .map(this::due)
                .toList();
        return new DuePage(due, DueCursor.FIRST);
    }

    private Due due(Letter letter) {
        return new Due(letter, get(Recipients.RECIPIENTS, letter.userId()).isKnown());
    }

    @Override
    public void awaitAtRest(Collection<String> notificationIds) {
        // A commit takes no time here.
    }

    @Override
    public synchronized List<Claimed> claimedBy(String sender, Collection<String> notificationIds) {
        return rows(Letters.LETTERS).values().stream()
                .filter(letter -> letter.status() == Letter.Status.SENDING
                        && letter.sender().equals(sender)
                        && notificationIds.contains(letter.notificationId()))
                .map(letter -> new Claimed(letter, get(Recipients.RECIPIENTS, letter.userId())))
                .toList();
    }

    private Stream<Letter> dueLetters(Instant now) {
        return rows(Letters.LETTERS).values().stream()
                .filter(letter -> letter.isDue(now))
                .sorted(Comparator.comparing(letter -> letter.dueAt().orElseThrow()));
    }

    @SuppressWarnings("unchecked") // rows are put under their own aggregate
    private <S> Map<String, S> rows(Aggregate<S> kind) {
        return (Map<String, S>) Objects.requireNonNull(tables.computeIfAbsent(kind, _ -> new HashMap<>()));
    }

    @Override
    public List<String> waitingStreams(String after, int most) {
        return List.of();
    }

    @Override
    public List<HeldBack> waiting(Collection<String> streams, int each) {
        return List.of();
    }

    @Override
    public List<Admission> admit(Arrivals arrivals) {
        return arrivals.messages().stream().map(_ -> Admission.NEW).toList();
    }

    @Override
    public void forget(List<Arrivals.Identity> identities) {}

    @Override
    public void bury(List<DeadLetter> letters) {}

    @Override
    public void hold(List<HeldBack> messages) {}

    @Override
    public Set<Arrivals.Place> stillHeld(Collection<HeldBack> messages) {
        return Set.of();
    }

    @Override
    public void release(Collection<HeldBack> messages) {}
}
