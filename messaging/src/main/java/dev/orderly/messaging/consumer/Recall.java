package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Which of those that wait for their turn are tried again. Many streams may wait for what never comes, so they take
/// turns, and of each its first fact only; one that went is followed by the rest of its stream, without another turn.
final class Recall {
    private final Store store;
    private final Function<HeldBack, Item> returning;
    private final int most;
    private final Set<String> flowing = new HashSet<>();
    private String last = "";

    /// @param most how many streams have a turn together
    Recall(Store store, Function<HeldBack, Item> returning, int most) {
        this.store = store;
        this.returning = returning;
        this.most = most;
    }

    /// The first fact of each stream whose turn it is; behind the last stream, the first has its turn again.
    List<Item> turn() {
        var streams = store.waitingStreams(last, most);
        last = streams.size() < most ? "" : streams.getLast();
        return first(streams, 1);
    }

    /// More facts of the streams that went on.
    List<Item> flow() {
        var streams = List.copyOf(flowing);
        flowing.clear();
        return first(streams, Math.max(1, most / Math.max(1, streams.size())));
    }

    /// @param streams of which facts went
    void went(Collection<String> streams) {
        flowing.addAll(streams);
    }

    /// Whether there are some that went on: then there is no time to wait for others.
    boolean isFlowing() {
        return !flowing.isEmpty();
    }

    private List<Item> first(Collection<String> streams, int each) {
        return streams.isEmpty()
                ? List.of()
                : store.waiting(streams, each).stream().map(returning).toList();
    }
}
