package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.Store;
import java.time.Duration;

class MemoryRecallTest extends RecallContract {
    private final Store store = new MemoryStore((_, _) -> false, Duration.ZERO, _ -> {});

    @Override
    Store store() {
        return store;
    }
}
