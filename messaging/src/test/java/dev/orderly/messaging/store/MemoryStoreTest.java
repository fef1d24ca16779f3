package dev.orderly.messaging.store;

import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.store.Boxes.Box;
import dev.orderly.messaging.store.Boxes.Label;
import java.time.Duration;
import java.util.List;

class MemoryStoreTest extends StoreContract {
    private final MemoryStore store = new MemoryStore(MemoryStoreTest::isRefused, Duration.ofSeconds(10), _ -> {});

    @Override
    Store store() {
        return store;
    }

    @Override
    void discard(DeadLetter letter) {
        store.deadLetters().stream()
                .filter(each -> each.stream().equals(letter.stream()))
                .forEach(store::discard);
    }

    @Override
    void redrive(DeadLetter letter) {
        store.deadLetters().stream()
                .filter(each -> each.stream().equals(letter.stream()))
                .forEach(store::redrive);
    }

    @Override
    void redriveEdited(DeadLetter letter) {
        store.redriveEdited(letter);
    }

    @Override
    List<String> outbox() {
        return store.outbox(1, Long.MAX_VALUE - 1).values().stream()
                .map(OutboxRow::messageId)
                .toList();
    }

    @Override
    void awaitWaiting(Thread waiting) {
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    }

    private static boolean isRefused(Aggregate<?> kind, Object state) {
        return switch (state) {
            case Box box -> box.things() == 666;
            case Label label -> label.words().contains("\0");
            default -> false;
        };
    }
}
