package dev.orderly.messaging.event;

import java.time.Duration;
import java.util.List;

/// All that can become of a message. The word in the log is the record's name in lower case (`dead-lettered`).
public sealed interface Outcome {

    /// @param emitted types of the facts and messages that followed, in order
    /// @param remark what these do not tell: `failed: 550 no such user`; may be empty
    record Handled(List<String> emitted, String remark) implements Outcome {
        public Handled {
            emitted = List.copyOf(emitted);
        }

        public Handled(List<String> emitted) {
            this(emitted, "");
        }

        /// What such messages are counted by; may be empty.
        public String remarkedWord() {
            return remark.split(":", 2)[0];
        }
    }

    record Duplicate() implements Outcome {}

    record Ignored(String why) implements Outcome {}

    /// A business no.
    ///
    /// @param code the contract's reason, such as `unknown-user`
    record Refused(String code, String detail) implements Outcome {}

    /// Held back behind an earlier fact of its subject.
    record Waiting(String why) implements Outcome {}

    /// It could not be handled, by a fault of ours or of the world, and is tried again.
    ///
    /// @param attempt the one that failed, from 1
    /// @param cause names and places, never values
    record Retrying(int attempt, Duration delay, String cause) implements Outcome {}

    /// @param attempts how often handling was tried, from 1
    record DeadLettered(Reason reason, int attempts) implements Outcome {}
}
