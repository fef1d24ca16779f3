package dev.orderly.messaging.outbox;

import dev.orderly.messaging.outbox.OutboxSource.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The rows of one page on their way, until the last is acknowledged.
final class Flight {
    private final long lowest;
    private final int size;
    private final AtomicInteger missing;
    private final Runnable done;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, Position> positions = new HashMap<>();

    /// @param done called when the last row has landed, or one has failed
    Flight(Page page, Runnable done) {
        this.done = done;
        lowest = page.rows().getFirst().id();
        size = page.rows().size();
        missing = new AtomicInteger(size);
    }

    long lowest() {
        return lowest;
    }

    int size() {
        return size;
    }

    boolean landed() {
        return missing.get() == 0 && failure.get() == null;
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }

    /// The last position in each partition; only once landed.
    Map<String, Position> positions() {
        return positions;
    }

    Sender.Receipt receipt(Page.Row row) {
        return new Sender.Receipt() {
            @Override
            public void arrived(int partition, long offset) {
                synchronized (positions) {
                    positions.merge(
                            row.topic() + "-" + partition,
                            new Position(row.topic(), partition, offset, row.id()),
                            (old, now) -> now.offset() > old.offset() ? now : old);
                }
                if (missing.decrementAndGet() == 0) {
                    done.run();
                }
            }

            @Override
            public void failed(Exception cause) {
                failure.compareAndSet(null, cause);
                done.run();
            }
        };
    }
}
