package dev.orderly.messaging.event;

/// By which a message is known, whether it can be read or not.
public record MessageName(String source, String id) {

    /// What its attributes say; where they say nothing that can be read, what readers make up.
    public static MessageName of(Received record) {
        try {
            var envelope = new EnvelopeReader(Parts.of(record).attributes(), record);
            return new MessageName(envelope.source(), envelope.id());
        } catch (Unreadable without) {
            return new MessageName("/kafka/" + record.topic(), Ids.of(record).toString());
        }
    }
}
