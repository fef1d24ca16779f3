package dev.orderly.messaging.event;

/// Ends the reading of a record at the first thing that is wrong with it. Never leaves this package.
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Unreadable(Reason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
