package dev.orderly.order;

import static dev.orderly.messaging.saga.Step.local;
import static dev.orderly.messaging.saga.Step.remote;

import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.saga.Saga;
import dev.orderly.messaging.saga.Sagas;
import dev.orderly.messaging.saga.Step.Local;
import dev.orderly.messaging.saga.Step.Remote;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.Topics;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The story of an order: placed, its stock and its credit reserved, confirmed, told; or back, step by step.
final class PlaceOrderSaga {
    static final Sagas SAGAS = new Sagas();

    /// The step whose answer decides the order; how many wait for it at once is limited.
    static final String RESERVE_CREDIT = "reserve-credit";

    /// The step that ends it: the letter about how the order ended.
    static final String NOTIFY = "notify";

    private static final Map<Class<?>, String> TYPES = Topics.ALL.stream()
            .flatMap(topic -> topic.types().stream())
            .collect(Collectors.toMap(MessageType::data, MessageType::name));

    private PlaceOrderSaga() {}

    /// @param answerTimeout how long user-events may take to answer
    static Saga<Placing> within(Duration answerTimeout) {
        Local<Placing> place = local("place", Placing::place);
        Local<Placing> reserveStock = local("reserve-stock", Placing::reserveStock);
        Remote<Placing> reserveCredit = remote(RESERVE_CREDIT, Placing::reserveCredit);
        Local<Placing> confirm = local("confirm", Placing::confirm);
        Remote<Placing> notify = remote(NOTIFY, Placing::notifyUser);
        return Saga.of(
                "place-order",
                1,
                Placing::turnedBack,
                place.undo(Placing::end),
                reserveStock.undo(Placing::giveBackStock),
                reserveCredit
                        .on(CreditReservedReply.class, Placing::creditReserved)
                        .on(CreditDeniedReply.class, Placing::creditDenied)
                        .undo(Placing::releaseCredit, CreditReleasedReply.class)
                        .late(CreditReservedReply.class, Placing::releaseCredit)
                        .within(answerTimeout, Placing::creditUnanswered),
                confirm.asPivot(),
                notify.endedBy(NotificationSent.class)
                        .endedBy(NotificationUndeliverable.class)
                        .askedAgainAfter(Duration.ofMinutes(2))
                        .takenEitherWay());
    }

    static Coordinator<Placing> coordinator(Duration answerTimeout) {
        Function<Class<?>, String> types = message -> TYPES.getOrDefault(message, "?");
        return new Coordinator<>(within(answerTimeout), SAGAS, new Contexts(), types);
    }

    private static final class Contexts implements Coordinator.Contexts<Placing> {

        @Override
        public Placing of(States states, String orderId) {
            return Placing.of(states, orderId);
        }

        @Override
        public List<String> keys(Aggregate<?> kind, String orderId, States states) {
            if (kind == Orders.ORDERS) {
                return List.of(orderId);
            }
            return kind == Stock.STOCK
                    ? List.copyOf(states.get(Orders.ORDERS, orderId).reserved().keySet())
                    : List.of();
        }

        @Override
        public Optional<Turn> turn(Placing placing) {
            return placing.order().turn();
        }
    }
}
