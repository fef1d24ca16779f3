package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.Arrivals.Span;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/// The store in memory, with PostgreSQL's ways as far as the line depends on them: what others have not
/// committed is not seen, rows and identities are locked until the end, a rollback leaves nothing but ids that
/// nobody uses.
public final class MemoryStore implements Store {

    /// Where a transaction stands; whoever listens may throw, or let another transaction run meanwhile.
    public enum Moment {
        /// All is done but the commit; locks are held, ids are given.
        COMMITTING,
        /// It is committed, and its caller does not know yet.
        COMMITTED
    }

    record Partition(UUID topicId, int number) {}

    /// Who appended the records of some offsets.
    record Leader(Partition partition, int epoch) {
        static Leader of(Span span) {
            return new Leader(new Partition(span.topicId(), span.partition()), span.leaderEpoch());
        }
    }

    record Identified(String source, String id) {}

    final Map<Aggregate<?>, Map<String, Object>> rows = new HashMap<>();
    private final Map<Partition, NavigableMap<Integer, Ranges>> handled = new HashMap<>();
    final Map<Identified, UUID> inbox = new HashMap<>();
    final Map<Place, DeadLetter> open = new LinkedHashMap<>();
    final Set<Place> discarded = new HashSet<>();
    private final Map<Place, Identity> originals = new HashMap<>();
    final Map<Place, HeldBack> waiting = new LinkedHashMap<>();
    final NavigableMap<Long, OutboxRow> outbox = new TreeMap<>();
    final BiPredicate<Aggregate<?>, Object> refused;

    private final Duration patience;
    private final Consumer<Moment> listener;
    private final Map<Object, MemoryTransaction> locks = new HashMap<>();
    private final Set<Long> running = new HashSet<>();
    private long nextTransaction = 1;
    private long nextId = 1;

    /// @param refused values that the database does not take
    /// @param patience how long a lock is waited for; with none, whoever meets one has lost a race at once
    public MemoryStore(BiPredicate<Aggregate<?>, Object> refused, Duration patience, Consumer<Moment> listener) {
        this.refused = refused;
        this.patience = patience;
        this.listener = listener;
    }

    @Override
    public <R> R transact(Function<Transaction, R> work) {
        var transaction = begin();
        R result;
        try {
            result = work.apply(transaction);
            listener.accept(Moment.COMMITTING);
            end(transaction, transaction.changes());
        } catch (RuntimeException | Error e) {
            end(transaction, List.of());
            throw e;
        }
        listener.accept(Moment.COMMITTED);
        return result;
    }

    private synchronized MemoryTransaction begin() {
        running.add(nextTransaction);
        return new MemoryTransaction(this, nextTransaction++);
    }

    private synchronized void end(MemoryTransaction transaction, List<Runnable> changes) {
        changes.forEach(Runnable::run);
        running.remove(transaction.id());
        locks.values().removeIf(holder -> holder == transaction);
        notifyAll();
    }

    /// As the inbox is when a month is over: ranges of offsets stay, identities go.
    public synchronized void dropIdentities() {
        inbox.clear();
    }

    @Override
    public synchronized List<String> waitingStreams(String after, int most) {
        return waiting.values().stream()
                .map(HeldBack::stream)
                .filter(stream -> stream.compareTo(after) > 0)
                .distinct()
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<HeldBack> waiting(Collection<String> streams, int each) {
        return streams.stream()
                .flatMap(stream -> waiting.values().stream()
                        .filter(held -> held.stream().equals(stream))
                        .filter(held -> !isBehindDeadLetter(stream, held.sequence()))
                        .sorted(Comparator.comparingLong(HeldBack::sequence))
                        .limit(each))
                .toList();
    }

    /// What somebody looked into and decided to leave out.
    public synchronized void discard(DeadLetter letter) {
        redrive(letter);
        discarded.add(Place.of(letter.record()));
    }

    /// What somebody handed over again.
    synchronized void redrive(DeadLetter letter) {
        open.values().remove(letter);
    }

    /// What somebody edited and handed over again.
    synchronized void redriveEdited(DeadLetter letter) {
        redrive(letter);
        var original = Originals.of(letter.record());
        inbox.put(new Identified(original.source(), original.id()), original.content());
        originals.put(Place.of(letter.record()), original);
    }

    /// The edited message has failed.
    void freeOriginal(Place place) {
        var original = originals.remove(place);
        if (original != null) {
            inbox.remove(new Identified(original.source(), original.id()), original.content());
        }
    }

    public synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(open.values());
    }

    public synchronized List<HeldBack> waiting() {
        return List.copyOf(waiting.values());
    }

    /// The rows of a kind, by key.
    @SuppressWarnings("unchecked") // rows are put under their own kind
    public synchronized <S> Map<String, S> all(Aggregate<S> kind) {
        return (Map<String, S>) Map.copyOf(table(kind));
    }

    /// The outbox rows with ids from `from` to `to`, both inclusive.
    public synchronized NavigableMap<Long, OutboxRow> outbox(long from, long to) {
        return from > to ? new TreeMap<>() : new TreeMap<>(outbox.subMap(from, true, to, true));
    }

    /// As a snapshot's `xmin`: all transactions with lower ids have ended.
    public synchronized long oldestRunning() {
        return running.stream().min(Comparator.naturalOrder()).orElse(nextTransaction);
    }

    /// Higher than the id of every transaction that has begun.
    public synchronized long horizon() {
        return nextTransaction;
    }

    boolean isHandled(Place place) {
        return handled
                .getOrDefault(new Partition(place.topicId(), place.partition()), new TreeMap<>())
                .tailMap(place.leaderEpoch(), true)
                .values()
                .stream()
                .anyMatch(ranges -> ranges.contains(place.offset()));
    }

    void note(Span span) {
        var leader = Leader.of(span);
        handled.computeIfAbsent(leader.partition(), _ -> new TreeMap<>())
                .computeIfAbsent(leader.epoch(), _ -> new Ranges())
                .add(span.from(), span.to());
    }

    boolean isBehindDeadLetter(String stream, long sequence) {
        return open.values().stream()
                .anyMatch(letter -> letter.stream().equals(stream) && letter.sequence() < sequence);
    }

    Map<String, Object> table(Aggregate<?> kind) {
        return rows.computeIfAbsent(kind, _ -> new TreeMap<>());
    }

    long newId() {
        return nextId++;
    }

    /// Waits until no other transaction holds what is wanted, and holds it.
    void lock(Object wanted, MemoryTransaction holder) {
        var end = System.nanoTime() + patience.toNanos();
        while (locks.getOrDefault(wanted, holder) != holder) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new StoreException(Trouble.RACED, "another transaction holds " + wanted, new Throwable());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException(Trouble.UNAVAILABLE, "interrupted", e);
            }
        }
        locks.put(wanted, holder);
    }
}
