package dev.orderly.order;

import static dev.orderly.order.Customers.CUSTOMERS;
import static dev.orderly.order.Tables.CUSTOMERS_TABLE;
import static dev.orderly.order.Tables.ORDERS_TABLE;
import static dev.orderly.order.Tables.STOCK_TABLE;
import static dev.orderly.schemas.Topics.NOTIFICATION_COMMANDS;
import static dev.orderly.schemas.Topics.NOTIFICATION_EVENTS;
import static dev.orderly.schemas.Topics.ORDER_COMMANDS;
import static dev.orderly.schemas.Topics.ORDER_EVENTS;
import static dev.orderly.schemas.Topics.ORDER_REPLIES;
import static dev.orderly.schemas.Topics.USER_COMMANDS;
import static dev.orderly.schemas.Topics.USER_EVENTS;

import dev.orderly.messaging.saga.SagaDeadlines;
import dev.orderly.messaging.saga.SagaTable;
import dev.orderly.messaging.saga.Steering;
import dev.orderly.messaging.saga.command.SagaCheck;
import dev.orderly.messaging.saga.command.SagaCommands;
import dev.orderly.messaging.service.Duties;
import dev.orderly.messaging.service.Service;
import dev.orderly.messaging.service.settings.SagaSettings;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import java.util.Optional;

/// Places orders and carries each to its end. Start reading here.
public final class OrderService {
    private static final String SOURCE = "/orderly/order-service";

    private OrderService() {}

    public static void main(String... args) {
        service().run(args);
    }

    static Service service() {
        return Service.named("order-service", 8082, "places orders and carries each to its end, forward or back")
                .using(SagaSettings.GROUP)
                .doing((duties, settings) -> tell(duties, settings.get(SagaSettings.GROUP)))
                .offering(SagaCommands::new);
    }

    /// All that it does.
    public static void tell(Duties duties, SagaSettings saga) {
        var coordinator = PlaceOrderSaga.coordinator(saga.answerTimeout());
        var timers = new SagaDeadlines.Settings(
                SOURCE, ORDER_REPLIES.name(), ORDER_COMMANDS.name(), PlaceOrderSaga.RESERVE_CREDIT, saga.openLimit());
        duties.writes(ORDER_EVENTS, USER_COMMANDS, NOTIFICATION_COMMANDS)
                .holds(ORDERS_TABLE, SagaTable.of(PlaceOrderSaga.SAGAS), STOCK_TABLE, CUSTOMERS_TABLE)
                .decides(ORDER_COMMANDS, new OrderCommands(coordinator))
                .decides(ORDER_REPLIES, new CreditAnswers(coordinator))
                .heeds(NOTIFICATION_EVENTS, "notification-service", new LetterEnds(coordinator))
                .follows(USER_EVENTS, "user-events", CUSTOMERS)
                .coordinates((database, partitions) -> new SagaDeadlines(database, coordinator, timers, partitions))
                .steers(new Steering<>(
                        SOURCE,
                        coordinator,
                        (orderId, reason) -> new CancelOrder(orderId, Optional.of(reason)),
                        "order.cancel",
                        new OrderCommands(coordinator),
                        OrderPortrait::of))
                .examines(new SagaCheck("order-service"))
                .recollects(new OrderRecollection(coordinator, SOURCE))
                .answers("/orders/{orderId}", GetOrder::new);
    }
}
