package dev.orderly.schemas;

import static dev.orderly.messaging.event.Topic.Retention.FOR_EVER;
import static dev.orderly.messaging.event.Topic.Retention.SEVEN_DAYS;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Topic;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderCommand.SetStock;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.user.UserCommand.ChangeEmail;
import dev.orderly.schemas.user.UserCommand.DeactivateUser;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;

/// The topics of the system and the message types that each carries.
public final class Topics {

    /// Key: user id. Read by user-events.
    public static final Topic USER_COMMANDS = new Topic(
            "user-commands",
            SEVEN_DAYS,
            List.of(
                    type("user.register", RegisterUser.class),
                    type("user.change-email", ChangeEmail.class),
                    type("user.deposit-credit", DepositCredit.class),
                    type("user.deactivate", DeactivateUser.class),
                    type("credit.reserve", ReserveCredit.class),
                    type("credit.release", ReleaseCredit.class)));

    /// Key: user id. Written by user-events.
    public static final Topic USER_EVENTS = new Topic(
            "user-events",
            FOR_EVER,
            List.of(
                    type("user.registered", UserRegistered.class),
                    type("user.email-changed", EmailChanged.class),
                    type("user.credit-deposited", CreditDeposited.class),
                    type("user.credit-reserved", CreditReserved.class),
                    type("user.credit-released", CreditReleased.class),
                    type("user.credit-captured", CreditCaptured.class),
                    type("user.deactivated", UserDeactivated.class)));

    /// Key: order id; `stock.set`: sku. Read by order-service.
    public static final Topic ORDER_COMMANDS = new Topic(
            "order-commands",
            SEVEN_DAYS,
            List.of(
                    type("order.place", PlaceOrder.class),
                    type("order.cancel", CancelOrder.class),
                    type("stock.set", SetStock.class)));

    /// Key: order id; `stock.*`: sku. Written by order-service.
    public static final Topic ORDER_EVENTS = new Topic(
            "order-events",
            FOR_EVER,
            List.of(
                    type("order.placed", OrderPlaced.class),
                    type("order.turned-back", OrderTurnedBack.class),
                    type("order.confirmed", OrderConfirmed.class),
                    type("order.rejected", OrderRejected.class),
                    type("order.cancelled", OrderCancelled.class),
                    type("stock.set", StockSet.class),
                    type("stock.reserved", StockReserved.class),
                    type("stock.released", StockReleased.class)));

    /// Key: order id. Written by user-events, read by order-service.
    public static final Topic ORDER_REPLIES = new Topic(
            "order-replies",
            SEVEN_DAYS,
            List.of(
                    type("credit.reserved", CreditReservedReply.class),
                    type("credit.denied", CreditDeniedReply.class),
                    type("credit.released", CreditReleasedReply.class)));

    /// Key: user id. Read by notification-service.
    public static final Topic NOTIFICATION_COMMANDS =
            new Topic("notification-commands", SEVEN_DAYS, List.of(type("notification.send", SendNotification.class)));

    /// Key: user id. Written by notification-service.
    public static final Topic NOTIFICATION_EVENTS = new Topic(
            "notification-events",
            FOR_EVER,
            List.of(
                    type("notification.requested", NotificationRequested.class),
                    type("notification.sent", NotificationSent.class),
                    type("notification.undeliverable", NotificationUndeliverable.class)));

    public static final List<Topic> ALL = List.of(
            USER_COMMANDS,
            USER_EVENTS,
            ORDER_COMMANDS,
            ORDER_EVENTS,
            ORDER_REPLIES,
            NOTIFICATION_COMMANDS,
            NOTIFICATION_EVENTS);

    private Topics() {}

    private static <M extends Message> MessageType<M> type(String name, Class<M> data) {
        return new MessageType<>(name, 1, data);
    }
}
