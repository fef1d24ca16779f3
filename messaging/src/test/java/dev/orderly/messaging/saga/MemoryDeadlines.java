package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.store.MemoryStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The timers of sagas whose rows are in a [MemoryStore].
public final class MemoryDeadlines implements Deadlines {
    private final SagaDeadlines real;
    private final Sagas sagas;
    private final MemoryStore store;

    private MemoryDeadlines(SagaDeadlines real, Sagas sagas, MemoryStore store) {
        this.real = real;
        this.sagas = sagas;
        this.store = store;
    }

    /// The same timers with other rows; none if the service has none.
    public static Deadlines of(Deadlines told, MemoryStore store, List<?> kinds) {
        if (!(told instanceof SagaDeadlines real)) {
            return Deadlines.NONE;
        }
        var sagas = kinds.stream().filter(Sagas.class::isInstance).findFirst().orElseThrow();
        return new MemoryDeadlines(real, (Sagas) sagas, store);
    }

    @Override
    public String answers() {
        return real.settings.answers();
    }

    @Override
    public boolean anyDue(Instant now, Set<Integer> partitions) {
        return running(partitions, real.answerPartitions).anyMatch(saga -> isDue(saga, now));
    }

    @Override
    public List<Item> due(Instant until, Set<Integer> partitions, int most) {
        return running(partitions, real.answerPartitions)
                .filter(saga -> isDue(saga, until))
                .sorted(Comparator.comparing((SagaState saga) -> saga.dueAt().orElseThrow())
                        .thenComparing(SagaState::sagaId))
                .limit(most)
                .map(saga -> real.item(
                        new SagaDue(
                                saga.sagaId(),
                                saga.step(),
                                saga.attempt(),
                                saga.dueAt().orElseThrow()),
                        saga.story()))
                .toList();
    }

    @Override
    public String throttled() {
        return real.settings.throttled();
    }

    @Override
    public int room(Set<Integer> partitions) {
        var waiting = running(partitions, real.throttledPartitions)
                .filter(saga -> saga.dueAt().isPresent() && saga.step().equals(real.settings.step()))
                .count();
        return real.settings.limit() - (int) Math.min(waiting, real.settings.limit());
    }

    private Stream<SagaState> running(Set<Integer> partitions, int of) {
        return store.all(sagas).values().stream()
                .filter(SagaState::isRunning)
                .filter(saga -> partitions.contains(SagaTable.keyHash(saga.sagaId()) % of));
    }

    private static boolean isDue(SagaState saga, Instant now) {
        return saga.dueAt().filter(at -> !at.isAfter(now)).isPresent();
    }
}
