package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.MemoryStore.Identified;
import dev.orderly.messaging.store.MemoryStore.Leader;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One transaction on a [MemoryStore]: it reads what is committed, and keeps its changes to itself until it ends.
final class MemoryTransaction implements Transaction {
    private static final Comparator<Leader> ORDER = Comparator.comparing(
                    (Leader leader) -> leader.partition().topicId())
            .thenComparingInt(leader -> leader.partition().number())
            .thenComparingInt(Leader::epoch);

    private final MemoryStore store;
    private final long id;
    private final List<Runnable> changes = new ArrayList<>();

    MemoryTransaction(MemoryStore store, long id) {
        this.store = store;
        this.id = id;
    }

    long id() {
        return id;
    }

    List<Runnable> changes() {
        return changes;
    }

    @Override
    public List<Admission> admit(Arrivals arrivals) {
        return alone(() -> {
            arrivals.spans().stream()
                    .map(Leader::of)
                    .distinct()
                    .sorted(ORDER)
                    .forEach(leader -> store.lock(leader, this));
            var said = arrivals.messages().stream().map(this::admit).toList();
            arrivals.spans().forEach(span -> changes.add(() -> store.note(span)));
            return said;
        });
    }

    private Admission admit(Arrival message) {
        if (message.place().filter(store::isHandled).isPresent()) {
            return Admission.DUPLICATE;
        }
        if (message.identity().isPresent()) {
            var identity = message.identity().get();
            var key = new Identified(identity.source(), identity.id());
            var known = store.inbox.get(key);
            if (known != null) {
                return known.equals(identity.content()) ? Admission.DUPLICATE : Admission.ID_REUSED;
            }
            store.lock(key, this);
            if (store.inbox.containsKey(key)) {
                throw raced("another transaction handles the same message");
            }
            changes.add(() -> store.inbox.putIfAbsent(key, identity.content()));
        }
        var held = !message.stream().isEmpty()
                && (store.isBehindDeadLetter(message.stream(), message.sequence())
                        || store.waiting.values().stream()
                                .anyMatch(other -> other.stream().equals(message.stream())
                                        && other.sequence() < message.sequence()));
        return held ? Admission.HELD_BACK : Admission.NEW;
    }

    @Override
    public void forget(List<Identity> identities) {
        identities.forEach(each -> changes.add(() -> store.inbox.remove(new Identified(each.source(), each.id()))));
    }

    @Override
    @SuppressWarnings("unchecked") // rows are put under their own kind
    public <S> Map<String, S> load(Aggregate<S> kind, SortedSet<String> keys) {
        return alone(() -> {
            var found = new HashMap<String, S>();
            for (var key : keys) {
                if (store.table(kind).containsKey(key)) {
                    store.lock(List.of(kind.name(), key), this);
                    found.put(key, (S) store.table(kind).get(key));
                }
            }
            return found;
        });
    }

    @Override
    public <S> void save(Aggregate<S> kind, Map<String, S> created, Map<String, S> updated) {
        alone(() -> {
            var all = new HashMap<String, S>(created);
            all.putAll(updated);
            if (all.values().stream().anyMatch(state -> store.refused.test(kind, state))) {
                throw new StoreException(Trouble.VALUE_REFUSED, "no such value in " + kind.name(), new Throwable());
            }
            for (var key : created.keySet()) {
                store.lock(List.of(kind.name(), key), this);
                if (store.table(kind).containsKey(key)) {
                    throw raced("another transaction made " + key);
                }
            }
            changes.add(() -> store.table(kind).putAll(all));
            return true;
        });
    }

    @Override
    public long emit(List<OutboxRow> rows) {
        return alone(() -> {
            long last = 0;
            for (var row : rows) {
                var given = store.newId();
                changes.add(() -> store.outbox.put(given, row));
                last = given;
            }
            return last;
        });
    }

    @Override
    public void bury(List<DeadLetter> letters) {
        for (var letter : letters) {
            var place = Place.of(letter.record());
            changes.add(() -> {
                if (!store.discarded.contains(place)) {
                    store.open.putIfAbsent(place, letter);
                    store.freeOriginal(place);
                }
            });
        }
    }

    @Override
    public void hold(List<HeldBack> messages) {
        messages.forEach(held -> changes.add(() -> store.waiting.putIfAbsent(Place.of(held.record()), held)));
    }

    @Override
    public Set<Place> stillHeld(Collection<HeldBack> messages) {
        return alone(() -> {
            messages.forEach(held -> store.lock(Place.of(held.record()), this));
            return messages.stream()
                    .map(held -> Place.of(held.record()))
                    .filter(store.waiting::containsKey)
                    .collect(Collectors.toSet());
        });
    }

    @Override
    public void release(Collection<HeldBack> messages) {
        messages.forEach(held -> changes.add(() -> store.waiting.remove(Place.of(held.record()))));
    }

    @Override
    public long lastRow() {
        return alone(() -> store.outbox.isEmpty() ? 0 : store.outbox.lastKey());
    }

    private static StoreException raced(String why) {
        return new StoreException(Trouble.RACED, why, new Throwable());
    }

    private <R> R alone(Supplier<R> work) {
        synchronized (store) {
            return work.get();
        }
    }
}
