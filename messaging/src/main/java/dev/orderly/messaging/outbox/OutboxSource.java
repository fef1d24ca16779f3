package dev.orderly.messaging.outbox;

import java.util.List;

/// The outbox as the relay sees it.
public interface OutboxSource {

    /// The last id up to which everything is acknowledged.
    long cursor();

    /// The last row that each partition acknowledged, as it was stored; of a topic that was made anew, none.
    List<Position> positions();

    /// Rows above `after`, at most `limit`, and those that have appeared in the gaps.
    Page read(long after, List<Gaps.Range> gaps, int limit);

    /// Stores how far Kafka has acknowledged.
    ///
    /// @return false if the lease is no longer this one's: nothing was stored
    boolean advance(Lease lease, long cursor, List<Position> positions);

    /// The last row that a partition acknowledged.
    record Position(String topic, int partition, long offset, long rowId) {}
}
