package dev.orderly.user;

/// A user as others see it; amounts in minor units of the currency.
///
/// @param balance what is reserved and what is available, together
/// @param reserved held for orders that have not ended yet
/// @param available for new orders
/// @param version the `sequence` of the user's last fact
record UserView(
        String userId,
        String name,
        String email,
        String currency,
        long balance,
        long reserved,
        long available,
        boolean active,
        long version) {}
