package dev.orderly.messaging.topology;

import dev.orderly.messaging.telemetry.Causes;
import org.jspecify.annotations.Nullable;

/// Kafka does not answer, or not as it should; to be tried again.
public final class KafkaAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaAway(String message, @Nullable Throwable cause) {
        super(cause == null ? message : message + ": " + Causes.told(cause), cause);
    }
}
