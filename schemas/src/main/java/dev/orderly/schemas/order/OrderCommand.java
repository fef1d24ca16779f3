package dev.orderly.schemas.order;

import dev.orderly.messaging.event.Message;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What may be asked of orders and of the stock.
public sealed interface OrderCommand extends Message {

    /// `order.place`.
    ///
    /// @param orderId empty until {@link #identified} where the message leaves it out; reading identifies
    /// @param currency ISO-4217; `EUR` where the message leaves it out
    /// @param lines 1 to 200
    record PlaceOrder(String orderId, String userId, String currency, List<OrderLine> lines) implements OrderCommand {
        public PlaceOrder {
            orderId = Objects.requireNonNullElse(orderId, "");
            lines = List.copyOf(lines);
        }

        @Override
        public String subject() {
            return orderId;
        }

        @Override
        public String about() {
            return "user " + userId;
        }

        @Override
        public PlaceOrder identified(String messageId) {
            return orderId.isEmpty() ? new PlaceOrder(messageId, userId, currency, lines) : this;
        }
    }

    /// `order.cancel`.
    record CancelOrder(String orderId, Optional<String> reason) implements OrderCommand {
        @Override
        public String subject() {
            return orderId;
        }
    }

    /// `stock.set`: what is available now; open reservations are untouched, and add to it when given back.
    ///
    /// @param quantity 0 or more
    record SetStock(String sku, long quantity) implements OrderCommand {
        @Override
        public String subject() {
            return sku;
        }
    }
}
