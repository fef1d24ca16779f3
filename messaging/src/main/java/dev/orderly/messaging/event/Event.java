package dev.orderly.messaging.event;

/// A message that was read, or is about to be written: envelope and typed data.
public record Event<M extends Message>(Envelope envelope, M data) {

    public String id() {
        return envelope.id();
    }

    public String type() {
        return envelope.type();
    }

    public String subject() {
        return envelope.subject();
    }

    public long sequence() {
        return envelope.sequence();
    }
}
