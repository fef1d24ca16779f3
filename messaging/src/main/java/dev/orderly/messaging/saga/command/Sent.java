package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.event.Outcome;
import java.util.List;

/// What came of a message, in an operator's words.
final class Sent {
    private Sent() {}

    static String told(List<String> emitted) {
        return emitted.isEmpty() ? "nothing is sent" : String.join(", ", emitted);
    }

    static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ignored(var why) -> why;
            case Outcome.Refused(var _, var detail) -> detail;
            case Outcome.DeadLettered(var reason, var _) -> "it meets a fault of ours: " + reason.detail();
            case Outcome.Handled _, Outcome.Duplicate _, Outcome.Waiting _, Outcome.Retrying _ ->
                throw new IllegalStateException("no end: " + outcome);
        };
    }
}
