package dev.orderly.messaging.store;

/// The states that a message may look at while it is decided: those that its decider named, as earlier messages of the
/// batch left them.
public interface States {

    /// The state of a key, the empty one if there is no row. One that the decider did not name costs a statement.
    <S> S get(Aggregate<S> kind, String key);
}
