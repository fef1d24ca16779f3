package dev.orderly.order;

import static dev.orderly.order.Invariants.require;
import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.PlaceOrderSaga.SAGAS;
import static dev.orderly.order.Stock.STOCK;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.States;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// States and facts in memory, kept as the line keeps them: loaded by the keys that deciders name, numbered, folded.
/// Time goes on when a test says so.
final class Ledger implements States {
    /// In the order in which the service's rows are locked.
    private static final List<Aggregate<?>> KINDS = List.of(ORDERS, SAGAS, STOCK);

    private final Map<Aggregate<?>, Map<String, Object>> rows =
            Map.of(ORDERS, new TreeMap<>(), SAGAS, new TreeMap<>(), STOCK, new TreeMap<>());
    private final Map<Aggregate<?>, Set<String>> named =
            Map.of(ORDERS, new HashSet<>(), SAGAS, new HashSet<>(), STOCK, new HashSet<>());
    private final List<Event<?>> facts = new ArrayList<>();
    private Instant now;

    Ledger(Instant now) {
        this.now = now;
    }

    /// Decides a message, and lets happen what follows.
    <M extends Message> Decision decide(Decider<M> decider, M message, Optional<SagaRef> saga) {
        var event = event(message, 0, saga);
        named.values().forEach(Set::clear);
        KINDS.forEach(kind -> named.get(kind).addAll(decider.keys(kind, event, this)));
        var decision = decider.decide(event, this);
        if (decision instanceof Accepted accepted) {
            accepted.happened().forEach(what -> {
                KINDS.forEach(kind -> kind.keys(what).forEach(key -> checkNamed(kind, key)));
                happen(what);
            });
        }
        return decision;
    }

    void happen(Message what) {
        fold(event(what, what instanceof Fact fact ? nextNumber(fact) : 0, Optional.empty()));
    }

    private long nextNumber(Fact fact) {
        var kind = KINDS.stream()
                .filter(each -> each instanceof Numbered<?> numbered && numbered.numbers(fact))
                .findFirst();
        return version((Numbered<?>) kind.orElseThrow(), fact.subject()) + 1;
    }

    private <S> long version(Numbered<S> kind, String key) {
        return kind.version(row(kind, key));
    }

    void fold(Event<?> happened) {
        if (happened.data() instanceof Fact) {
            facts.add(happened);
        }
        KINDS.forEach(kind -> kind.keys(happened.data()).forEach(key -> evolve(kind, key, happened)));
    }

    private <S> void evolve(Aggregate<S> kind, String key, Event<?> happened) {
        rows.get(kind).put(key, kind.evolve(row(kind, key), happened));
    }

    @Override
    public <S> S get(Aggregate<S> kind, String key) {
        checkNamed(kind, key);
        return row(kind, key);
    }

    private void checkNamed(Aggregate<?> kind, String key) {
        require(named.get(kind).contains(key), () -> kind.name() + " " + key + " was not named");
    }

    @SuppressWarnings("unchecked") // a row is put by its own kind only
    <S> S row(Aggregate<S> kind, String key) {
        var row = (S) rows.get(kind).get(key);
        return row == null ? kind.empty(key) : row;
    }

    /// Every row of a kind, by key.
    Map<String, Object> rows(Aggregate<?> kind) {
        return rows.get(kind);
    }

    /// What is on the topic `order-events`, in order.
    List<Event<?>> facts() {
        return facts;
    }

    Instant now() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    private <M extends Message> Event<M> event(M data, long sequence, Optional<SagaRef> saga) {
        var envelope = new Envelope(
                "m-1",
                "/test",
                data.getClass().getSimpleName(),
                data.subject(),
                now,
                "urn:test",
                sequence,
                "m-1",
                Optional.empty(),
                saga,
                Trace.startedBy("m-1"));
        return new Event<>(envelope, data);
    }
}
