package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;
import java.util.List;

/// What a step came to: the story goes on, or turns back.
public sealed interface Verdict {

    /// @param happened facts that the step gave rise to
    record Proceed(List<Message> happened) implements Verdict {
        public Proceed {
            happened = List.copyOf(happened);
        }
    }

    /// The step was refused, and so did nothing.
    record TurnBack(Turn turn) implements Verdict {}

    static Verdict proceed(Message... happened) {
        return new Proceed(List.of(happened));
    }

    static Verdict turnBack(String to, String reason, String detail) {
        return new TurnBack(new Turn(to, reason, detail));
    }
}
