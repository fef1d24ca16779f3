package dev.orderly.schemas.order;

/// How an order that was turned back ends. The constant's name is its word on the wire.
public enum OrderEnd {
    REJECTED,
    CANCELLED
}
