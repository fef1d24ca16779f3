package dev.orderly.messaging.service.settings;

/// A text that is never shown.
public record Secret(String reveal) {
    static final String MASK = "********";

    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
