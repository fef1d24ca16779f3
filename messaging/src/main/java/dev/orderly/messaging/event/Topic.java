package dev.orderly.messaging.event;

import java.util.List;

/// A Kafka topic: the message types that it carries, and how long it keeps them.
public record Topic(String name, Retention retention, List<MessageType<?>> types) {

    /// Facts are kept for ever, since they are the backup of every database; commands and answers for seven days.
    public enum Retention {
        FOR_EVER,
        SEVEN_DAYS
    }

    public Topic {
        types = List.copyOf(types);
    }
}
