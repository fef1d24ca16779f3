package dev.orderly.messaging.event;

/// The data of a message: one immutable record for each message type.
public interface Message {

    /// The id of the aggregate that the message is about: the envelope's `subject` and the record's key.
    String subject();

    /// The same message with what it leaves out and may take from the message's own id; most leave out nothing.
    default Message identified(String messageId) {
        return this;
    }

    /// Other ids that help to find the message in the log, ready to be read: `user ada`. Never a name or an address.
    default String about() {
        return "";
    }
}
