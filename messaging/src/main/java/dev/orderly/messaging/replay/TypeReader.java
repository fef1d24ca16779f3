package dev.orderly.messaging.replay;

import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import java.util.Collection;

/// Which type a record is of, whether its reader knows that or not.
record TypeReader(EventReader reader) {

    /// For the topics of these.
    static TypeReader of(Collection<? extends Subscription<?>> subscriptions) {
        return new TypeReader(new EventReader(
                subscriptions.stream().map(subscription -> subscription.topic()).toList()));
    }

    /// Empty where it has none.
    String type(Received record) {
        return switch (reader.read(record)) {
            case Reading.Valid(var event, byte[] _) -> event.type();
            case Reading.Unknown(var envelope, var _) -> envelope.type();
            case Reading.Malformed(var _, var type, var _) -> type;
            case Reading.Passed() -> "";
        };
    }
}
