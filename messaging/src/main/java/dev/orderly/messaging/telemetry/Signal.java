package dev.orderly.messaging.telemetry;

import dev.orderly.messaging.event.Outcome;
import java.time.Duration;

/// Everything that is worth telling. A new one is a record here and a case each in the log and the metrics writer.
public sealed interface Signal {

    /// What became of one message.
    ///
    /// @param type the message type, `?` where it could not be read
    /// @param subject id of its aggregate, empty where it could not be read
    /// @param about other ids that help to find it, ready for the log: `user ada`; may be empty
    /// @param place `order-commands[3]@42` for a record; where it came from otherwise: `timer`, `http`, `nats`
    /// @param took from the start of its batch to the commit
    /// @param traceId 32 hex digits, empty where there is none
    record MessageDone(
            String type, String subject, String about, String place, Outcome outcome, Duration took, String traceId)
            implements Signal {}

    /// @param epoch the fencing token
    record LeaseWon(String lease, long epoch) implements Signal {}

    record LeaseLost(String lease) implements Signal {}

    /// The relay gave up on what was under way, and sends it again.
    record RelayBeganAnew(int rows, String cause) implements Signal {}

    /// The world refused a batch: it is tried again as it was, and spends no attempt.
    record BatchRetrying(int attempt, Duration delay, String cause) implements Signal {}

    /// Offsets could not be committed: they are later, or their messages come again and are duplicates.
    record Unsettled(String cause) implements Signal {}
}
