package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;

/// For facts that are only copied.
final class Nothing implements Decider<Message> {
    @Override
    public boolean heeds(Class<? extends Message> type) {
        return false;
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends Message> message, States states) {
        return List.of();
    }

    @Override
    public Decision decide(Event<? extends Message> message, States states) {
        return Decision.ignored("only kept");
    }
}
