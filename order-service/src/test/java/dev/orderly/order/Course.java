package dev.orderly.order;

import static dev.orderly.order.Invariants.require;
import static dev.orderly.order.Samples.stock;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.saga.SagaDue;
import dev.orderly.order.Happening.Arrival;
import dev.orderly.order.Order.Status;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.order.OrderCommand.SetStock;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A course of events, watched: after each, what must hold of it and of everything is checked.
final class Course {
    private static final int ANSWERS_TO_THE_END = 3;

    private final Desk desk = new Desk();
    private final Invariants invariants = new Invariants(desk);

    /// Apples are stock-controlled; pears are not, for nobody ever set them.
    static Course withApples(long quantity) {
        var course = new Course();
        course.comes(new Arrival(stock("apple", quantity), Optional.empty()));
        return course;
    }

    Course comes(String orderId, List<Happening> happenings) {
        happenings.forEach(happening -> happening.to(orderId, desk).ifPresent(this::comes));
        return this;
    }

    void comes(Arrival arrival) {
        var message = arrival.message();
        var before = desk.order(message.subject());
        var timer = desk.timer(message.subject());
        var decision = message instanceof SagaDue due ? desk.fire(due) : desk.tell(message, arrival.saga());
        if (message instanceof SetStock) {
            invariants.supplied();
        }
        invariants.check();
        checkTurn(arrival, before, decision);
        if (message instanceof SagaDue due) {
            var isStale = !timer.equals(Optional.of(due));
            require(isStale == decision instanceof Decision.Ignored, () -> "a timer that no longer runs does nothing");
        }
        if (message instanceof CreditReservedReply) {
            checkLateCredit(before, decision);
        }
    }

    /// Credit that comes when the order has turned is given back, and what comes late changes nothing.
    private void checkLateCredit(Order before, Decision decision) {
        if (before.turn().isPresent() || before.status() != Status.PENDING) {
            require(facts(decision).findAny().isEmpty(), () -> "a late answer changed the order " + before);
            var isTurned = before.turn().isPresent();
            require(sends(decision, ReleaseCredit.class) == isTurned, () -> "late credit of " + before);
        }
    }

    /// Whoever turns while credit may be held asks for its release; nobody else does.
    private static void checkTurn(Arrival arrival, Order before, Decision decision) {
        if (facts(decision).anyMatch(OrderTurnedBack.class::isInstance)) {
            var mayBeHeld = before.exists() && !(arrival.message() instanceof CreditDeniedReply);
            require(sends(decision, ReleaseCredit.class) == mayBeHeld, () -> "release at the turn of " + before);
            require(sends(decision, SendNotification.class) || mayBeHeld || isUnknownUser(decision), () -> "no letter");
        }
        if (before.status() == Status.CONFIRMED) {
            require(!sends(decision, ReleaseCredit.class), () -> "the credit of a confirmed order was given back");
        }
    }

    /// Each order comes to its end once what is still asked for is answered.
    void ends(String orderId) {
        for (int i = 0; i < ANSWERS_TO_THE_END && desk.saga(orderId).isRunning(); i++) {
            answer(orderId);
        }
        require(!desk.saga(orderId).isRunning(), () -> "answered in everything, but runs on: " + desk.saga(orderId));
        require(
                !desk.order(orderId).exists() || desk.order(orderId).status() != Status.PENDING,
                () -> "order without end");
        invariants.checkFacts();
    }

    private void answer(String orderId) {
        if (desk.order(orderId).status() != Status.PENDING) {
            comes(new Arrival(Happening.sent(orderId, Happening.asked(desk, orderId)), Optional.empty()));
            return;
        }
        var reply = desk.saga(orderId).turned()
                ? new CreditReleasedReply("ada", orderId, 60)
                : new CreditReservedReply("ada", orderId);
        comes(new Arrival(reply, desk.asked(reply)));
    }

    Desk desk() {
        return desk;
    }

    private static boolean isUnknownUser(Decision decision) {
        return facts(decision)
                .anyMatch(fact ->
                        fact instanceof OrderTurnedBack turn && turn.reason().equals("unknown-user"));
    }

    private static Stream<Fact> facts(Decision decision) {
        return Desk.happened(decision).stream().filter(Fact.class::isInstance).map(Fact.class::cast);
    }

    private static boolean sends(Decision decision, Class<?> command) {
        return Desk.messages(decision).stream().map(Outgoing::data).anyMatch(command::isInstance);
    }
}
