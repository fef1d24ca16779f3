package dev.orderly.messaging.telemetry;

import dev.orderly.messaging.event.Outcome;
import java.time.Duration;
import java.util.List;

/// Everything that is worth telling. A new one is a record here, a level and a text in `Wording`, and a case
/// in `Fields`.
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

    /// A well-formed message of a type that its topic does not carry.
    ///
    /// @param traceId 32 hex digits, empty where there is none
    /// @param known the types that it carries
    record UnknownSkipped(String type, String subject, String place, String traceId, List<String> known)
            implements Signal {}

    /// A question that came in by HTTP or NATS has its answer.
    ///
    /// @param door `http` or `nats`
    /// @param question its subject, such as `user.get`
    /// @param code the HTTP status; NATS uses the same numbers
    record Answered(String door, String question, int code, Duration took) implements Signal {}

    /// Answering met a bug or an outage; the asker was told nothing but that.
    record AnswerFailed(String door, String question, Throwable cause) implements Signal {}

    record Starting(String version) implements Signal {}

    /// @param after since the start, or since it was not ready
    record Ready(Duration after) implements Signal {}

    /// Up, but not doing its work.
    ///
    /// @param mend what to do about it; empty where waiting mends it
    record NotReady(String why, String mend) implements Signal {}

    record Stopping(String why) implements Signal {}

    record Stopped(Duration took) implements Signal {}

    /// A part of the service did not stop in its time, or failed to; the stop goes on without it.
    record StopOverdue(String part, String why) implements Signal {}

    /// Told once for each change, not for each attempt.
    record DependencyLost(String dependency, String why) implements Signal {}

    record DependencyBack(String dependency, Duration away) implements Signal {}

    record LeaseWon(String lease, long epoch) implements Signal {}

    record LeaseLost(String lease, String why) implements Signal {}

    /// A loop met what it did not expect, and goes on.
    record LoopFailed(String loop, Throwable cause) implements Signal {}

    /// The relay gave up on what was under way, and sends it again from the outbox.
    record RelayBeganAnew(int rows, String cause) implements Signal {}

    /// The world refused a batch: it is tried again as it was, and spends no attempt. One line, however many messages,
    /// since each would say the same.
    ///
    /// @param first of its messages, `Outcome.Retrying`
    /// @param messages how many are in it
    record BatchRetrying(MessageDone first, int messages) implements Signal {}

    /// The database could not be asked what there is to do; no message was under way.
    record IntakeRetrying(Outcome.Retrying how) implements Signal {}

    /// Offsets could not be committed: they are later, or their messages come again and are duplicates.
    record Unsettled(String cause) implements Signal {}
}
