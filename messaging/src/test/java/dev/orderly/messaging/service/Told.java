package dev.orderly.messaging.service;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.service.Duties.Timers;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Table;
import java.util.List;
import java.util.function.Consumer;

/// What a service's main tells, for those who put the service together in another way.
///
/// @param kinds all that it holds, in the order in which rows are locked
public record Told(
        String service,
        List<Topic> written,
        List<? extends Aggregate<?>> kinds,
        List<Subscription<?>> subscriptions,
        Timers timers) {

    public static Told of(String service, Consumer<Duties> telling) {
        var duties = new Duties(service);
        telling.accept(duties);
        return new Told(
                service,
                List.copyOf(duties.written),
                duties.tables.stream().map(Table::kind).toList(),
                List.copyOf(duties.subscriptions),
                duties.timers);
    }

    public String source() {
        return "/orderly/" + service;
    }

    /// Its timers, with no database behind them; to be read from elsewhere.
    public Deadlines deadlines(int partitions) {
        return timers.of(null, _ -> partitions);
    }
}
