package dev.orderly.user;

/// What is held for an order, and, for ever, that nothing may be held for it any more.
sealed interface Hold {

    String orderId();

    /// Nothing was heard of the order yet.
    record None(String orderId) implements Hold {}

    /// A part of the user's balance waits for the order's end.
    record Held(String orderId, String userId, long amount) implements Hold {}

    /// The order ended, or its credit was released, whether anything was held or not: both come to the same, so that
    /// the state can be had again from the facts alone.
    record Released(String orderId) implements Hold {}

    /// The order was confirmed, and what was held is spent.
    record Captured(String orderId, String userId, long amount) implements Hold {}
}
