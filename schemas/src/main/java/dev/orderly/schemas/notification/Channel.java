package dev.orderly.schemas.notification;

/// The way that a letter takes. `toString` is the word on the wire.
public enum Channel {
    EMAIL("email");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
