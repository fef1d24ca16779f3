package dev.orderly.messaging.store;

import java.util.List;
import java.util.function.Function;

/// Where states, inbox and outbox are kept: everything that a transaction does is there, or nothing of it.
public interface Store {

    /// Runs the work in one transaction, and commits it.
    ///
    /// @throws StoreException if it could not be committed; then nothing happened, or nobody knows (`UNAVAILABLE`)
    <R> R transact(Function<Transaction, R> work);

    /// Makes ready to note the offsets of these partitions; those that are known already stay as they are.
    void open(List<Arrivals.Span> partitions);

    /// Facts that wait for an earlier one and are not behind an open dead letter: each stream in order, and the
    /// first of every stream before the second of any.
    List<HeldBack> nextWaiting(int most);
}
