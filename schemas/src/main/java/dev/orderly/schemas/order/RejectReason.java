package dev.orderly.schemas.order;

/// Why an order was rejected. `toString` is the word on the wire.
public enum RejectReason {
    UNKNOWN_USER("unknown-user"),
    INACTIVE_USER("inactive-user"),
    INSUFFICIENT_CREDIT("insufficient-credit"),
    CURRENCY_MISMATCH("currency-mismatch"),
    OUT_OF_STOCK("out-of-stock"),
    CREDIT_UNANSWERED("credit-unanswered"),
    LIMIT("limit");

    private final String word;

    RejectReason(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
