package dev.orderly.messaging.consumer;

import dev.orderly.messaging.consumer.Item.Standing;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.HeldBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads records, and says how much each concerns the service, before any state is looked at.
public final class Sorting {
    private final String source;
    private final Map<String, Subscription<?>> subscriptions;
    private final EventReader reader;

    /// @param source the service's own, `/orderly/<service>`
    public Sorting(String source, List<Subscription<?>> subscriptions) {
        this.source = source;
        this.subscriptions =
                subscriptions.stream().collect(Collectors.toMap(s -> s.topic().name(), Function.identity()));
        this.reader =
                new EventReader(subscriptions.stream().map(Subscription::topic).toList());
    }

    public List<String> topics() {
        return subscriptions.keySet().stream().sorted().toList();
    }

    /// @param from the first offset that counts as handled with this record
    public Item item(Received record, long from) {
        var subscription = subscription(record);
        var reading = reader.read(record, (sender, type) -> standing(sender, type, subscription) != Standing.SILENT);
        return item(record, from, reading, standing(reading, subscription));
    }

    /// What was held back or redriven, to be tried again.
    public Item returning(HeldBack held) {
        var record = held.record();
        return item(record, record.offset(), reader.read(record), Standing.RETURNING);
    }

    /// What the service would make of this record now, whatever it made of it before.
    public Reappraisal reappraised(Received record) {
        var subscription = subscriptions.get(record.topic());
        if (subscription == null) {
            var obstacle = "the service does not read the topic " + record.topic();
            return new Reappraisal(Optional.empty(), "", 0, false, Optional.of(obstacle));
        }
        var item = item(record, record.offset());
        return new Reappraisal(
                item.identity(),
                item.stream(),
                item.sequence(),
                subscription.projection().isPresent(),
                obstacle(item));
    }

    private static Optional<String> obstacle(Item item) {
        return switch (item.standing()) {
            case HEEDED, RETURNING -> Optional.empty();
            case FOREIGN -> Optional.of("it would be passed over: the service does not heed its source on this topic");
            case SILENT -> Optional.of("it would be passed over: the service does not act on it");
            case UNKNOWN -> Optional.of("it would be skipped: its topic does not carry its type");
            case UNREADABLE -> {
                var reason = ((Reading.Malformed) item.reading()).reason();
                yield Optional.of(reason.code() + ", " + reason.detail());
            }
        };
    }

    /// Where a record lay, as the log has it: `order-commands[3]@42`.
    static String origin(Received record) {
        return record.topic() + "[" + record.partition() + "]@" + record.offset();
    }

    private Item item(Received record, long from, Reading reading, Standing standing) {
        var subscription = subscription(record);
        return new Item(
                reading,
                Optional.of(record),
                from,
                origin(record),
                subscription.decider(),
                subscription.projection().map(p -> p),
                standing);
    }

    private Standing standing(Reading reading, Subscription<?> subscription) {
        return switch (reading) {
            case Reading.Malformed(var _, var _, var envelope)
            when envelope.filter(e -> !subscription.heeds().test(e.source())).isPresent() -> Standing.FOREIGN;
            case Reading.Malformed _ -> Standing.UNREADABLE;
            case Reading.Unknown(var envelope, var _) when envelope.source().equals(source) -> Standing.SILENT;
            case Reading.Unknown(var envelope, var _) ->
                subscription.projection().isPresent()
                                && envelope.sequence() > 0
                                && subscription.heeds().test(envelope.source())
                        ? Standing.HEEDED
                        : Standing.UNKNOWN;
            case Reading.Passed() -> Standing.SILENT;
            case Reading.Valid(var event, byte[] _) ->
                standing(event.envelope().source(), event.data().getClass(), subscription);
        };
    }

    private Standing standing(String from, Class<? extends Message> type, Subscription<?> subscription) {
        if (!subscription.heeds().test(from)) {
            return from.equals(source) ? Standing.SILENT : Standing.FOREIGN;
        }
        var acts =
                subscription.projection().isPresent() || subscription.decider().heeds(type);
        return acts ? Standing.HEEDED : Standing.SILENT;
    }

    private Subscription<?> subscription(Received record) {
        var subscription = subscriptions.get(record.topic());
        if (subscription == null) {
            throw new IllegalStateException("not subscribed to " + record.topic());
        }
        return subscription;
    }
}
