package dev.orderly.messaging.request;

import dev.orderly.messaging.event.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A question as it was asked, once.
///
/// @param idempotencyKey the same key asks the same thing, however often it comes
/// @param deadline after which nobody waits for the answer any more
/// @param patience how long the asker is willing to wait for the end of what it starts
public record Call<Q extends Record>(
        Q asked,
        Optional<String> idempotencyKey,
        Optional<Instant> deadline,
        Optional<Duration> patience,
        Optional<Trace> trace) {

    public static <Q extends Record> Call<Q> of(Q asked) {
        return new Call<>(asked, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
