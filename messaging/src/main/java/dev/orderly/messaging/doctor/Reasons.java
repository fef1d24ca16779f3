package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.OutsideText;

/// Why something failed, in a line.
final class Reasons {
    private Reasons() {}

    /// Of what was wrapped again and again, the innermost says it.
    static String root(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return OutsideText.shown(
                message.isEmpty() || message.equals("null") ? cause.getClass().getSimpleName() : message);
    }
}
