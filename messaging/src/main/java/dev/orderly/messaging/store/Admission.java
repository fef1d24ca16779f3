package dev.orderly.messaging.store;

/// What the inbox says of a message.
public enum Admission {
    NEW,
    /// Its offset, or its identity with the same content, was handled before.
    DUPLICATE,
    /// Its identity was handled before with another content.
    ID_REUSED,
    /// An earlier fact of its stream is a dead letter, or is waiting itself.
    HELD_BACK
}
