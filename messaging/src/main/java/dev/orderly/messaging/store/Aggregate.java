package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import java.util.List;

/// A kind of state: rows by key, each the fold of what happened to it. Pure: no clock, no I/O, no randomness.
/// A row in a table is only a cache of that fold, which is why a lost one can be had again from the topics.
public interface Aggregate<S> {

    /// The name of the table that holds the rows.
    String name();

    /// The state of a key to which nothing has happened yet.
    S empty(String key);

    /// The keys of the rows that this changes; none for what does not concern the aggregate.
    List<String> keys(Message happened);

    /// The only way in which a state changes.
    S evolve(S state, Event<?> happened);
}
