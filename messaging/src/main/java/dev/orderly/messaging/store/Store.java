package dev.orderly.messaging.store;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Where states, inbox and outbox are kept: everything that a transaction does is there, or nothing of it.
public interface Store {

    /// Runs the work in one transaction, and commits it.
    ///
    /// @throws StoreException if it could not be committed; then nothing happened, or nobody knows (`UNAVAILABLE`)
    <R> R transact(Function<Transaction, R> work);

    /// The streams of which facts wait for an earlier one: the next behind this one, in an order that stays.
    ///
    /// @param after empty for the first
    List<String> waitingStreams(String after, int most);

    /// The first facts of these streams that wait and are not behind an open dead letter, each stream in order.
    ///
    /// @param each how many of a stream, at most
    List<HeldBack> waiting(Collection<String> streams, int each);
}
