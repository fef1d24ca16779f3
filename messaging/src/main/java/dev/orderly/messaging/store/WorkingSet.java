package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The states of one batch, in memory between load and save. What one message does can be taken back as a whole.
public final class WorkingSet implements States {
    private final Map<Aggregate<?>, Kept<?>> kinds = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /// @param kinds in the order in which tables are locked
    public WorkingSet(Collection<? extends Aggregate<?>> kinds) {
        kinds.forEach(kind -> this.kinds.put(kind, new Kept<>(kind)));
    }

    public List<Aggregate<?>> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /// Loads the rows of these keys; a key that is there already stays as it is.
    public <S> void load(Aggregate<S> kind, Collection<String> keys, Transaction transaction) {
        var kept = kept(kind);
        var missing = new TreeSet<>(keys);
        missing.removeIf(kept.now::containsKey);
        if (missing.isEmpty()) {
            return;
        }
        var rows = transaction.load(kind, missing);
        kept.stored.addAll(rows.keySet());
        missing.forEach(key -> kept.now.put(key, rows.containsKey(key) ? rows.get(key) : kind.empty(key)));
    }

    @Override
    public <S> S get(Aggregate<S> kind, String key) {
        var state = kept(kind).now.get(key);
        if (state == null) {
            throw new NotLoaded(kind, key);
        }
        return state;
    }

    /// The `sequence` of the last fact that the aggregate has which numbers this one.
    ///
    /// @throws IllegalStateException if none does
    public long version(Message fact) {
        return kinds.keySet().stream()
                .filter(kind -> kind instanceof Numbered<?> numbered && numbered.numbers(fact))
                .findFirst()
                .map(kind -> version((Numbered<?>) kind, fact.subject()))
                .orElseThrow(() -> new IllegalStateException(
                        "no aggregate numbers " + fact.getClass().getSimpleName()));
    }

    public <S> long version(Numbered<S> kind, String key) {
        return kind.version(get(kind, key));
    }

    /// Changes every state that this concerns.
    public void apply(Event<? extends Message> happened) {
        kinds.values().forEach(kept -> kept.apply(happened, undo));
    }

    /// What happened since the last call stays.
    public void keep() {
        undo.clear();
    }

    /// What happened since `keep` is taken back.
    public void takeBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /// One statement a table that has changed rows.
    public void save(Transaction transaction) {
        kinds.values().forEach(kept -> kept.save(transaction));
    }

    @SuppressWarnings("unchecked") // a kind is put with its own states only
    private <S> Kept<S> kept(Aggregate<S> kind) {
        var kept = kinds.get(kind);
        if (kept == null) {
            throw new IllegalStateException("the service does not hold " + kind.name());
        }
        return (Kept<S>) kept;
    }

    /// A state that was not named in time: earlier messages of the batch made it needed. Rare, so it is loaded
    /// by itself.
    public static final class NotLoaded extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Aggregate<?> kind;
        private final String key;

        NotLoaded(Aggregate<?> kind, String key) {
            super(kind.name() + " " + key + " was not named by the decider", null, false, false);
            this.kind = kind;
            this.key = key;
        }

        public void load(WorkingSet states, Transaction transaction) {
            states.load(kind, List.of(key), transaction);
        }
    }

    private static final class Kept<S> {
        private final Aggregate<S> kind;
        private final Map<String, S> now = new HashMap<>();
        private final TreeSet<String> stored = new TreeSet<>();
        private final TreeSet<String> changed = new TreeSet<>();

        Kept(Aggregate<S> kind) {
            this.kind = kind;
        }

        void apply(Event<? extends Message> happened, Deque<Runnable> undo) {
            for (var key : kind.keys(happened.data())) {
                var before = now.get(key);
                if (before == null) {
                    throw new NotLoaded(kind, key);
                }
                var first = changed.add(key);
                undo.push(() -> {
                    now.put(key, before);
                    if (first) {
                        changed.remove(key);
                    }
                });
                now.put(key, kind.evolve(before, happened));
            }
        }

        void save(Transaction transaction) {
            if (changed.isEmpty()) {
                return;
            }
            var created = new LinkedHashMap<String, S>();
            var updated = new LinkedHashMap<String, S>();
            changed.forEach(key -> (stored.contains(key) ? updated : created).put(key, now.get(key)));
            transaction.save(kind, created, updated);
        }
    }
}
