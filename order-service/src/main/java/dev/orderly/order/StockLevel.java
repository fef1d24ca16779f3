package dev.orderly.order;

/// What is available of an article. One that was never set is not stock-controlled: any quantity may be ordered.
///
/// @param version number of its last fact, 0 for one that was never set
record StockLevel(String sku, long available, long version) {
    /// The most that may be set: what is given back adds to it, and must not overflow.
    static final long MOST = 1_000_000_000_000_000L;

    boolean isControlled() {
        return version > 0;
    }
}
