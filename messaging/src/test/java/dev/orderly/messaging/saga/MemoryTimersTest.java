package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.saga.Trips.Trip;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Store;
import java.time.Duration;
import java.util.List;

class MemoryTimersTest extends TimersContract {
    private final MemoryStore store =
            new MemoryStore((_, state) -> state instanceof Trip trip && Trips.isOdd(trip), Duration.ZERO, _ -> {});
    private final Deadlines deadlines = MemoryDeadlines.of(timersOf(null), store, List.of(Trips.SAGAS));

    @Override
    Store store() {
        return store;
    }

    @Override
    Deadlines deadlines() {
        return deadlines;
    }

    @Override
    List<byte[]> outbox() {
        return store.outbox(1, Long.MAX_VALUE - 1).values().stream()
                .map(OutboxRow::payload)
                .toList();
    }
}
