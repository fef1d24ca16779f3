package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;
import java.util.Optional;

/// What a service does with the messages of a family. Pure: no clock, no I/O, no randomness.
public interface Decider<M extends Message> {

    /// Whether it acts on messages of this type; the others are passed over, and leave no identity in the inbox.
    default boolean heeds(Class<? extends Message> type) {
        return true;
    }

    /// The keys of the rows that deciding needs, to be loaded for a whole batch at once. Asked for each table in the
    /// order in which the service names them, so a later one may follow from the states of an earlier.
    List<String> keys(Aggregate<?> kind, Event<? extends M> message, States states);

    /// What follows from the message. The states are those that earlier messages of the batch left.
    Decision decide(Event<? extends M> message, States states);

    /// What becomes of a message from inside that met a fault of ours. With nothing said it is tried as others are,
    /// and comes again as long as its cause is there.
    default Optional<Setback> failed(Event<? extends M> message, Reason fault, States states) {
        return Optional.empty();
    }
}
