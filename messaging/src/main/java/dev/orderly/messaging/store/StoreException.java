package dev.orderly.messaging.store;

/// A transaction that did not come to its end.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What to do about it.
    public enum Trouble {
        /// Two transactions met: run the batch again.
        RACED,
        /// The database refuses a value of some message: find it by halves.
        VALUE_REFUSED,
        /// The database is not there, or not in time: wait, and run the batch again.
        UNAVAILABLE
    }

    private final Trouble trouble;

    public StoreException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /// There always is one: names and codes, never what a row holds.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public Trouble trouble() {
        return trouble;
    }
}
