package dev.orderly.order;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.saga.OpenSagas;
import dev.orderly.messaging.saga.Story;
import dev.orderly.messaging.saga.Verdict;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderFact.OfOrder;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.RejectReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Where an order's saga stands follows from the order's facts: which way it goes, and what it awaits. Whether that was
/// asked for, or answered, does not; so it is asked again.
record OrderRecollection(Coordinator<Placing> coordinator, String source) implements Recollection {

    /// An order that has to be carried on after a recovery.
    ///
    /// @param attempt one that was never used for what its saga awaits
    /// @param isWhole whether all facts of its last step are there
    record OrderResumed(String orderId, int attempt, boolean isWhole) implements Message {
        @Override
        public String subject() {
            return orderId;
        }
    }

    @Override
    public List<Note> retold(Event<?> own) {
        return own.data() instanceof OfOrder fact ? retold(fact, own.sequence()) : List.of();
    }

    private List<Note> retold(OfOrder fact, long sequence) {
        var id = fact.orderId();
        return switch (fact) {
            case OrderPlaced _ -> List.of(coordinator.standing(id, PlaceOrderSaga.RESERVE_CREDIT, false));
            case OrderTurnedBack _ -> List.of(coordinator.standing(id, PlaceOrderSaga.RESERVE_CREDIT, true));
            case OrderConfirmed _ -> List.of(coordinator.standing(id, PlaceOrderSaga.NOTIFY, false));
            case OrderCancelled _ -> List.of(coordinator.standing(id, PlaceOrderSaga.NOTIFY, true));
            case OrderRejected _ when sequence == 1 -> List.of(); // it ended before a saga began
            case OrderRejected rejected
            when rejected.reason() == RejectReason.UNKNOWN_USER -> List.of(coordinator.ended(id, true));
            case OrderRejected _ -> List.of(coordinator.standing(id, PlaceOrderSaga.NOTIFY, true));
        };
    }

    /// An order that is there is not placed again. One of which only stock was set aside is placed, and takes that.
    @Override
    public Repetition repetition(Message message) {
        return message instanceof PlaceOrder || message instanceof CancelOrder ? Repetition.ALWAYS : Repetition.NEVER;
    }

    @Override
    public List<Item> unended(Connection connection, Traces traces, Instant now) throws SQLException {
        var items = new ArrayList<Item>();
        var unsettled = new HashSet<>(traces.unsettled());
        for (var saga : OpenSagas.of(connection)) {
            var isWhole = !unsettled.remove(saga.sagaId());
            var attempt = traces.lastAttempt(saga.sagaId(), saga.step()) + 1;
            items.add(item(new OrderResumed(saga.sagaId(), attempt, isWhole), saga.story(), now));
        }
        for (var orderId : unsettled) {
            items.add(item(new OrderResumed(orderId, 1, false), Optional.empty(), now));
        }
        return items;
    }

    private Item item(OrderResumed resumed, Optional<Story> told, Instant now) {
        var id = Ids.following(resumed.orderId(), "recovered at " + now, "order.resumed", resumed.attempt())
                .toString();
        var story = told.orElseGet(() -> Story.startedBy(id));
        var envelope = new Envelope(
                id,
                source,
                "order.resumed",
                resumed.orderId(),
                now,
                "",
                0,
                story.correlationId(),
                Optional.empty(),
                Optional.empty(),
                story.trace().child(id));
        return Item.internal(new Event<>(envelope, resumed), "recovery", new Resuming(coordinator));
    }

    /// Completes what a transaction of which not all had reached Kafka leaves, and goes on.
    private record Resuming(Coordinator<Placing> coordinator) implements Decider<OrderResumed> {
        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends OrderResumed> resumed, States states) {
            var keys = new ArrayList<>(coordinator.keys(kind, resumed.subject(), states));
            if (kind == Stock.STOCK && !resumed.data().isWhole()) {
                var order = states.get(Orders.ORDERS, resumed.subject());
                keys.addAll(Placing.bySku(order.lines()).keySet());
            }
            return keys;
        }

        @Override
        public Decision decide(Event<? extends OrderResumed> resumed, States states) {
            var id = resumed.subject();
            var placing = Placing.of(states, id);
            var goingOn = coordinator.resumed(states, id, resumed.data().attempt());
            if (resumed.data().isWhole() || !placing.order().exists()) {
                return goingOn;
            }
            return switch (placing.mended()) {
                case Verdict.Proceed(var facts) -> with(facts, goingOn);
                case Verdict.TurnBack(var why) -> coordinator.turnBack(states, id, why);
            };
        }

        private static Decision with(List<Message> mended, Decision goingOn) {
            if (goingOn instanceof Accepted(var happened, var messages)) {
                var all = new ArrayList<>(mended);
                all.addAll(happened);
                return new Accepted(all, messages);
            }
            return mended.isEmpty() ? goingOn : new Accepted(mended, List.of());
        }
    }
}
