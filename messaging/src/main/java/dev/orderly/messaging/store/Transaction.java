package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// What a batch may do inside its one transaction; each method is one statement, and `admit` may
/// need a savepoint around it. `bury` takes a second where edited letters failed again.
public interface Transaction {

    /// Notes the batch's messages and offsets as handled, and tells which of them already were.
    /// Locks the partitions of the batch, so that a second owner of one waits here, and then sees duplicates, or
    /// is told that it lost a race.
    List<Admission> admit(Arrivals arrivals);

    /// Takes back that these messages were handled: they are dead letters now, and may come again.
    void forget(List<Arrivals.Identity> identities);

    /// The rows of these keys, locked in key order until the end of the transaction.
    <S> Map<String, S> load(Aggregate<S> kind, SortedSet<String> keys);

    /// @param created states that had no row: if one has meanwhile, the transaction fails as `RACED`
    <S> void save(Aggregate<S> kind, Map<String, S> created, Map<String, S> updated);

    /// Appends to the outbox, in order.
    ///
    /// @return the highest id that was given
    long emit(List<OutboxRow> rows);

    /// Sets them aside. One that was redriven, edited, and fails again frees [the id under which it came][Originals].
    void bury(List<DeadLetter> letters);

    void hold(List<HeldBack> messages);

    /// Which of these messages are still on the shelf, locked until the end of the transaction. The others were
    /// handled meanwhile, by another instance that looked at the shelf in the same moment.
    Set<Place> stillHeld(Collection<HeldBack> messages);

    /// Takes messages that were held back off the shelf: they are handled now.
    void release(Collection<HeldBack> messages);

    /// The highest id in the outbox, 0 for none.
    long lastRow();
}
