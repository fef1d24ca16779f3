package dev.orderly.order;

import dev.orderly.messaging.event.Ids;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderCommand.SetStock;
import dev.orderly.schemas.order.OrderLine;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Messages about ada's order `o-1` of two apples at 30, unless a test says otherwise.
final class Samples {
    static final CreditReservedReply RESERVED = new CreditReservedReply("ada", "o-1");
    static final CreditReleasedReply RELEASED = new CreditReleasedReply("ada", "o-1", 60);
    static final CancelOrder CANCEL = new CancelOrder("o-1", Optional.of("changed my mind"));

    private Samples() {}

    /// An order that is still without a user.
    record Ordering(String orderId) {
        PlaceOrder by(String userId) {
            return by(userId, line("apple", 2, 30));
        }

        PlaceOrder by(String userId, OrderLine... lines) {
            return new PlaceOrder(orderId, userId, "EUR", List.of(lines));
        }
    }

    static Ordering order(String orderId) {
        return new Ordering(orderId);
    }

    static OrderLine line(String sku, int quantity, long unitPrice) {
        return new OrderLine(sku, quantity, unitPrice);
    }

    static SetStock stock(String sku, long quantity) {
        return new SetStock(sku, quantity);
    }

    static CreditDeniedReply denied(DenyReason reason) {
        return new CreditDeniedReply("ada", "o-1", reason);
    }

    static NotificationSent sent(Template template) {
        return new NotificationSent(letterId(template, "o-1"), "ada", Optional.of("o-1"), Channel.EMAIL, template);
    }

    static NotificationUndeliverable undeliverable(Template template) {
        var letter = letterId(template, "o-1");
        return new NotificationUndeliverable(letter, "ada", Optional.of("o-1"), Channel.EMAIL, template, "550");
    }

    static SendNotification letter(Template template, String reason) {
        var params = Map.of("orderId", "o-1", "total", "60", "currency", "EUR", "reason", reason);
        return new SendNotification(letterId(template, "o-1"), "ada", template, params, Optional.of("o-1"));
    }

    static String letterId(Template template, String orderId) {
        return Ids.notification(template.toString(), orderId).toString();
    }
}
