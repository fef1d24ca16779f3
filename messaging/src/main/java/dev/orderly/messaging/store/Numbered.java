package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Message;

/// An aggregate that counts facts, so that none is missed, doubled or overtaken: its own, as it gives them their
/// `sequence`; or another service's, as a projection checks theirs. The fact's subject is the row's key.
public interface Numbered<S> extends Aggregate<S> {

    boolean numbers(Message fact);

    /// The `sequence` of the last fact in this state; 0 for none.
    long version(S state);
}
