package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.Store;
import java.time.Duration;

class MemoryLineTest extends HeldBackContract {
    private final Store store = new MemoryStore(
            (_, state) -> state instanceof Box box && box.things() == BoxItems.REFUSED_BY_DATABASE,
            Duration.ZERO,
            _ -> {});

    @Override
    Store store() {
        return store;
    }
}
