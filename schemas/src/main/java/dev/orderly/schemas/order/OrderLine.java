package dev.orderly.schemas.order;

/// One line of an order.
///
/// @param quantity 1 to 100,000
/// @param unitPrice in minor units (cents), 0 or more
public record OrderLine(String sku, int quantity, long unitPrice) {}
