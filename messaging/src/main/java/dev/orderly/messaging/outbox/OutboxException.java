package dev.orderly.messaging.outbox;

/// The outbox's database, or Kafka, is not there; to be tried again.
public final class OutboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
