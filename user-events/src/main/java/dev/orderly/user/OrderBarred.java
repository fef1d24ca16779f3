package dev.orderly.user;

import dev.orderly.messaging.event.Note;

/// Credit can no longer be held for this order: it ended, or was released, before any was. A note, since `order-events`
/// tell it again: an order whose credit is released always ends.
record OrderBarred(String orderId) implements Note {
    @Override
    public String subject() {
        return orderId;
    }
}
