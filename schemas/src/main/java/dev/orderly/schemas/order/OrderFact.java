package dev.orderly.schemas.order;

import dev.orderly.messaging.event.Fact;
import java.util.List;

/// What happened to orders and to the stock.
public sealed interface OrderFact extends Fact {

    /// What happened to one order; its subject is the order.
    sealed interface OfOrder extends OrderFact {
        String orderId();

        String userId();

        @Override
        default String subject() {
            return orderId();
        }

        @Override
        default String about() {
            return "user " + userId();
        }
    }

    /// What happened to the stock of one article; its subject is the article.
    sealed interface OfStock extends OrderFact {
        String sku();

        long quantity();

        @Override
        default String subject() {
            return sku();
        }
    }

    /// `order.placed`.
    ///
    /// @param total sum of quantity times unit price, in minor units
    record OrderPlaced(String orderId, String userId, String currency, long total, List<OrderLine> lines)
            implements OfOrder {
        public OrderPlaced {
            lines = List.copyOf(lines);
        }
    }

    /// `order.turned-back`: from here the saga only goes back.
    ///
    /// @param to how the order will end
    /// @param reason the word of a {@link RejectReason}, or why it was cancelled, which may be empty
    /// @param detail a sentence, may be empty
    record OrderTurnedBack(String orderId, String userId, OrderEnd to, String reason, String detail)
            implements OfOrder {}

    /// `order.confirmed`: from here the saga only goes forward.
    record OrderConfirmed(String orderId, String userId, String currency, long total) implements OfOrder {}

    /// `order.rejected`.
    ///
    /// @param detail a sentence, may be empty
    record OrderRejected(String orderId, String userId, RejectReason reason, String detail) implements OfOrder {}

    /// `order.cancelled`.
    ///
    /// @param reason empty where none was given
    record OrderCancelled(String orderId, String userId, String reason) implements OfOrder {}

    /// `stock.set`.
    ///
    /// @param quantity what is available now
    record StockSet(String sku, long quantity) implements OfStock {}

    /// `stock.reserved`: all lines of one article in one order.
    ///
    /// @param available what is left to reserve, afterwards
    record StockReserved(String sku, String orderId, long quantity, long available) implements OfStock {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }

    /// `stock.released`: what an order had reserved is given back.
    ///
    /// @param available what is left to reserve, afterwards
    record StockReleased(String sku, String orderId, long quantity, long available) implements OfStock {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }
}
