package dev.orderly.schemas.order;

import java.util.Optional;

/// Why credit was denied. `toString` is the word on the wire.
public enum DenyReason {
    UNKNOWN_USER("unknown-user"),
    INACTIVE_USER("inactive-user"),
    INSUFFICIENT_CREDIT("insufficient-credit"),
    CURRENCY_MISMATCH("currency-mismatch"),
    LIMIT("limit"),
    /// Nothing can be held for the order any more, by this user: it has ended, or its credit was released before (a
    /// release that overtook its reserve wins), or another user pays for it.
    ORDER_ENDED("order-ended");

    private final String word;

    DenyReason(String word) {
        this.word = word;
    }

    /// What the order is rejected for; nothing for an order that had ended already.
    public Optional<RejectReason> rejects() {
        return switch (this) {
            case UNKNOWN_USER -> Optional.of(RejectReason.UNKNOWN_USER);
            case INACTIVE_USER -> Optional.of(RejectReason.INACTIVE_USER);
            case INSUFFICIENT_CREDIT -> Optional.of(RejectReason.INSUFFICIENT_CREDIT);
            case CURRENCY_MISMATCH -> Optional.of(RejectReason.CURRENCY_MISMATCH);
            case LIMIT -> Optional.of(RejectReason.LIMIT);
            case ORDER_ENDED -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
