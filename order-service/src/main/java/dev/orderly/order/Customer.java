package dev.orderly.order;

/// What order-service knows of a user.
///
/// @param version number of the last fact seen, 0 for a user never heard of
record Customer(String userId, String currency, boolean active, long version) {}
