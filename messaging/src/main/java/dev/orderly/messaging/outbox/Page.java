package dev.orderly.messaging.outbox;

import dev.orderly.messaging.event.Received.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one look into the outbox showed.
///
/// @param rows ascending by id: first those that filled gaps, then those above the id from which was read
/// @param oldestRunning the snapshot's `xmin`: all transactions with lower ids have ended
/// @param horizon where ids are missing above the id from which was read, a transaction id that was given after
///     the look; else 0
public record Page(List<Row> rows, long oldestRunning, long horizon) {

    /// A row as the relay needs it.
    public record Row(long id, String topic, byte @Nullable [] key, byte @Nullable [] payload, List<Header> headers) {}
}
