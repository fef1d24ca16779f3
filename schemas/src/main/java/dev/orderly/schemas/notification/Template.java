package dev.orderly.schemas.notification;

/// Which letter. `toString` is the word on the wire.
public enum Template {
    WELCOME("welcome"),
    ORDER_CONFIRMED("order-confirmed"),
    ORDER_REJECTED("order-rejected"),
    ORDER_CANCELLED("order-cancelled");

    private final String word;

    Template(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
