package dev.orderly.messaging.request;

/// What was asked makes no sense. The message tells the asker what to mend; it names fields, never values.
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidRequest(String detail) {
        super(detail);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
