package dev.orderly.messaging.event;

/// The data of a message: one immutable record for each message type.
public interface Message {

    /// The id of the aggregate that the message is about: the envelope's `subject` and the record's key.
    String subject();

    /// The same message with what it leaves out and may take from the message's own id; most leave out nothing.
    default Message identified(String messageId) {
        return this;
    }

    /// What the log says of it beside its type, where that does not tell all: `failed: 550 no such user`. The word
    /// before
    /// the colon is what such messages are counted by. Never a name or an address.
    default String remark() {
        return "";
    }

    /// Other ids that help to find the message in the log, ready to be read: `user ada`. Never a name or an address.
    default String about() {
        return "";
    }
}
