package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Reason;
import java.util.ArrayList;
import java.util.List;

/// What a decider says to a message.
public sealed interface Decision {

    /// It is done.
    ///
    /// @param happened facts, to be numbered and published, and notes, in order
    /// @param messages commands and answers that follow
    record Accepted(List<Message> happened, List<Outgoing> messages) implements Decision {
        public Accepted {
            happened = List.copyOf(happened);
            messages = List.copyOf(messages);
        }

        /// The same, and these messages after the others.
        public Accepted sending(Outgoing... more) {
            var all = new ArrayList<>(messages);
            all.addAll(List.of(more));
            return new Accepted(happened, all);
        }
    }

    /// A business no: nothing happened.
    ///
    /// @param code the contract's reason, such as `unknown-user`
    record Refused(String code, String detail, List<Outgoing> messages) implements Decision {
        public Refused {
            messages = List.copyOf(messages);
        }
    }

    /// There is nothing to do, or nothing more; an answer may be due all the same.
    record Ignored(String why, List<Outgoing> messages) implements Decision {
        public Ignored {
            messages = List.copyOf(messages);
        }
    }

    /// The message cannot be handled as it is, and somebody has to look at it.
    record Unhandleable(Reason reason) implements Decision {}

    static Accepted accepted(Message... happened) {
        return new Accepted(List.of(happened), List.of());
    }

    static Refused refused(String code, String detail, Outgoing... messages) {
        return new Refused(code, detail, List.of(messages));
    }

    static Ignored ignored(String why, Outgoing... messages) {
        return new Ignored(why, List.of(messages));
    }
}
