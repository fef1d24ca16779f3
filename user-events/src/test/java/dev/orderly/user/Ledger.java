package dev.orderly.user;

import static dev.orderly.user.Holds.HOLDS;
import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.user.UserFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// States and facts in memory, kept as the line keeps them: loaded by the keys that deciders name, numbered, folded.
final class Ledger implements States {
    /// In the order in which the service's rows are locked.
    private static final List<Aggregate<?>> KINDS = List.of(HOLDS, USERS);

    private final Map<Aggregate<?>, Map<String, Object>> rows = Map.of(HOLDS, new TreeMap<>(), USERS, new TreeMap<>());
    private final Map<Aggregate<?>, Set<String>> named = Map.of(HOLDS, new HashSet<>(), USERS, new HashSet<>());
    private final List<Event<?>> log = new ArrayList<>();

    /// Decides a message, and lets happen what follows.
    <M extends Message> Decision decide(Decider<M> decider, M message, Optional<SagaRef> saga) {
        var event = event(message, 0, saga);
        named.values().forEach(Set::clear);
        KINDS.forEach(kind -> named.get(kind).addAll(decider.keys(kind, event, this)));
        var decision = decider.decide(event, this);
        if (decision instanceof Accepted accepted) {
            accepted.happened().forEach(what -> {
                KINDS.forEach(kind -> assertThat(named.get(kind)).containsAll(kind.keys(what)));
                happen(what);
            });
        }
        return decision;
    }

    void happen(Message what) {
        var number = USERS.numbers(what) ? row(USERS, what.subject()).version() + 1 : 0;
        fold(event(what, number, Optional.empty()));
    }

    void fold(Event<?> happened) {
        log.add(happened);
        KINDS.forEach(kind -> kind.keys(happened.data()).forEach(key -> evolve(kind, key, happened)));
    }

    private <S> void evolve(Aggregate<S> kind, String key, Event<?> happened) {
        rows.get(kind).put(key, kind.evolve(row(kind, key), happened));
    }

    @Override
    public <S> S get(Aggregate<S> kind, String key) {
        assertThat(named.get(kind))
                .as("keys of %s that were named", kind.name())
                .contains(key);
        return row(kind, key);
    }

    User user(String userId) {
        return row(USERS, userId);
    }

    Hold hold(String orderId) {
        return row(HOLDS, orderId);
    }

    /// Everything that is held, by table and key.
    Map<Aggregate<?>, Map<String, Object>> rows() {
        return rows;
    }

    /// What is on the topic `user-events`, in order.
    List<Event<?>> facts() {
        return log.stream().filter(event -> event.data() instanceof UserFact).toList();
    }

    @SuppressWarnings("unchecked") // a row is put by its own kind only
    private <S> S row(Aggregate<S> kind, String key) {
        var row = (S) rows.get(kind).get(key);
        return row == null ? kind.empty(key) : row;
    }

    static <M extends Message> Event<M> event(M data, long sequence, Optional<SagaRef> saga) {
        var envelope = new Envelope(
                "m-1",
                "/test",
                data.getClass().getSimpleName(),
                data.subject(),
                Instant.EPOCH,
                "urn:test",
                sequence,
                "m-1",
                Optional.empty(),
                saga,
                Trace.startedBy("m-1"));
        return new Event<>(envelope, data);
    }
}
