package dev.orderly.schemas.order;

import dev.orderly.messaging.event.Message;

/// What user-events answers the saga of an order.
public sealed interface OrderReply extends Message {

    String userId();

    String orderId();

    @Override
    default String subject() {
        return orderId();
    }

    @Override
    default String about() {
        return "user " + userId();
    }

    /// `credit.reserved`: the order's credit is held.
    record CreditReservedReply(String userId, String orderId) implements OrderReply {}

    /// `credit.denied`: nothing is held for the order.
    record CreditDeniedReply(String userId, String orderId, DenyReason reason) implements OrderReply {}

    /// `credit.released`: nothing is held for the order any more.
    ///
    /// @param amount what was given back; 0 where nothing was held
    record CreditReleasedReply(String userId, String orderId, long amount) implements OrderReply {}
}
