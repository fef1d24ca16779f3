package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings back what waits in certain streams at once, as far as it goes, as one more instance of the service would,
/// whether the service runs or not.
public final class Errand {
    private static final int MOST = 500;

    private final Recall recall;
    private final Line line;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    /// @param kinds all that the service holds, in the order in which rows are locked
    /// @param written the topics that it writes to
    /// @param sorting of all that it reads
    public Errand(
            String service,
            Store store,
            List<? extends Aggregate<?>> kinds,
            Collection<Topic> written,
            Sorting sorting,
            InstantSource clock) {
        this.recall = new Recall(store, sorting::returning, MOST);
        this.line = new Line(
                service, store, kinds, new Publication("/orderly/" + service, written), clock, this::note, () -> {});
    }

    /// Where another instance is faster, it follows the stream to its end, and this one does not.
    public void run(String stream) {
        recall.went(List.of(stream));
        for (var items = recall.flow(); !items.isEmpty(); items = recall.flow()) {
            recall.went(line.handle(items).freed());
        }
    }

    /// What became of a record; empty if it was not tried here, still waits, or was another instance's.
    public Optional<Outcome> outcome(Received record) {
        return Optional.ofNullable(outcomes.get(Sorting.origin(record)));
    }

    private void note(Signal signal) {
        if (signal instanceof MessageDone(var _, var _, var _, var place, var outcome, var _, var _)) {
            switch (outcome) {
                case Outcome.Duplicate _, Outcome.Retrying _ -> {}
                default -> outcomes.put(place, outcome);
            }
        }
    }
}
