package dev.orderly.order;

import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.PlaceOrderSaga.SAGAS;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.consumer.Decision.Unhandleable;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.saga.SagaDue;
import dev.orderly.messaging.saga.SagaRetried;
import dev.orderly.messaging.saga.SagaState;
import dev.orderly.schemas.notification.NotificationFact;
import dev.orderly.schemas.order.OrderCommand;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The service without its brokers: each message goes to the real decider of its topic, over a [Ledger].
final class Desk {
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    static final Instant BEGIN = Instant.parse("2026-11-21T10:24:31.120Z");

    private final Coordinator<Placing> coordinator = PlaceOrderSaga.coordinator(ANSWER_TIMEOUT);
    private final Ledger ledger = new Ledger(BEGIN);
    private final List<Outgoing> sent = new ArrayList<>();

    Ledger ledger() {
        return ledger;
    }

    Decision tell(Message message) {
        return tell(message, Optional.empty());
    }

    Decision tell(Message message, Optional<SagaRef> saga) {
        var decision = switch (message) {
            case OrderCommand command -> ledger.decide(new OrderCommands(coordinator), command, saga);
            case OrderReply reply -> ledger.decide(new CreditAnswers(coordinator), reply, saga);
            case NotificationFact letter -> ledger.decide(new LetterEnds(coordinator), letter, saga);
            case SagaRetried retried -> ledger.decide(coordinator.retries(), retried, saga);
            case SagaDue due -> ledger.decide(coordinator.deadlines(), due, saga);
            default -> throw new IllegalArgumentException("nobody decides " + message);
        };
        sent.addAll(messages(decision));
        return decision;
    }

    /// The same as user-events has it: the answer names the step and the attempt of what it answers.
    Decision answer(OrderReply reply) {
        return tell(reply, asked(reply));
    }

    /// The reference of what this reply answers: of the last command of its kind about the order.
    Optional<SagaRef> asked(OrderReply reply) {
        return sent.reversed().stream()
                .filter(command -> reply instanceof CreditReleasedReply
                        ? command.data() instanceof ReleaseCredit release
                                && release.orderId().equals(reply.orderId())
                        : command.data() instanceof ReserveCredit reserve
                                && reserve.orderId().equals(reply.orderId()))
                .findFirst()
                .flatMap(Outgoing::saga);
    }

    /// The timer that runs for an order, as it stands in the table.
    Optional<SagaDue> timer(String orderId) {
        var saga = saga(orderId);
        return saga.dueAt().map(at -> new SagaDue(orderId, saga.step(), saga.attempt(), at));
    }

    /// Time goes on until this timer falls due, and it fires.
    Decision fire(SagaDue timer) {
        var wait = Duration.between(ledger.now(), timer.at());
        ledger.passes(wait.isNegative() ? Duration.ZERO : wait);
        return tell(timer);
    }

    Order order(String orderId) {
        return ledger.row(ORDERS, orderId);
    }

    SagaState saga(String orderId) {
        return ledger.row(SAGAS, orderId);
    }

    /// All commands that were sent, in order.
    List<Outgoing> sent() {
        return sent;
    }

    static List<Outgoing> messages(Decision decision) {
        return switch (decision) {
            case Accepted accepted -> accepted.messages();
            case Ignored ignored -> ignored.messages();
            case Refused refused -> refused.messages();
            case Unhandleable _ -> List.of();
        };
    }

    static List<Message> happened(Decision decision) {
        return decision instanceof Accepted accepted ? accepted.happened() : List.of();
    }
}
