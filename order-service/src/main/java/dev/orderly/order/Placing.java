package dev.orderly.order;

import static dev.orderly.order.Orders.ORDERS;
import static dev.orderly.order.Stock.STOCK;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.saga.Verdict;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderLine;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the steps of [PlaceOrderSaga] look at, and what each does: one order, and the stock of its articles.
record Placing(Order order, States states) {
    /// As long as a letter's `params` may be. A cancel's reason may be longer, and a command that its reader refuses is
    /// never answered.
    private static final int LONGEST_PARAM = 2_000;

    Verdict place() {
        return Verdict.proceed(
                new OrderPlaced(order.orderId(), order.userId(), order.currency(), order.total(), order.lines()));
    }

    /// All lines, or none. Lines of one article count together. What was set aside before, by a transaction
    /// that Kafka has only in part, stays.
    Verdict reserveStock() {
        var facts = new ArrayList<Message>();
        var missing = bySku(order.lines());
        missing.keySet().removeAll(order.reserved().keySet());
        for (var wanted : missing.entrySet()) {
            var level = states.get(STOCK, wanted.getKey());
            if (level.isControlled() && level.available() < wanted.getValue()) {
                var detail = "%s: %d wanted, %d available".formatted(level.sku(), wanted.getValue(), level.available());
                return reject(RejectReason.OUT_OF_STOCK, detail);
            }
            if (level.isControlled()) {
                var left = level.available() - wanted.getValue();
                facts.add(new StockReserved(level.sku(), order.orderId(), wanted.getValue(), left));
            }
        }
        return new Verdict.Proceed(facts);
    }

    /// What is missing of the last step, where Kafka has only a part of its transaction: facts about stock lie in other
    /// partitions than those about the order.
    Verdict mended() {
        if (order.status() != Order.Status.PENDING) {
            return new Verdict.Proceed(order.turn().map(this::giveBackStock).orElse(List.of()));
        }
        return order.turn().isEmpty() ? reserveStock() : Verdict.proceed();
    }

    List<Message> giveBackStock(Turn turn) {
        return new TreeMap<>(order.reserved())
                .entrySet().stream()
                        .<Message>map(held -> {
                            var available = states.get(STOCK, held.getKey()).available() + held.getValue();
                            return new StockReleased(held.getKey(), order.orderId(), held.getValue(), available);
                        })
                        .toList();
    }

    Optional<Message> reserveCredit(Optional<Turn> turn) {
        return Optional.of(new ReserveCredit(order.userId(), order.orderId(), order.total(), order.currency()));
    }

    Verdict creditReserved(CreditReservedReply reply) {
        return Verdict.proceed();
    }

    Verdict creditDenied(CreditDeniedReply denied) {
        return denied.reason()
                .rejects()
                .map(reason -> reject(reason, ""))
                .orElseGet(() -> reject(RejectReason.CREDIT_UNANSWERED, "no credit can be held for it any more"));
    }

    Turn creditUnanswered() {
        return new Turn(
                OrderEnd.REJECTED.toString(),
                RejectReason.CREDIT_UNANSWERED.toString(),
                "the credit was not answered for in time");
    }

    Optional<Message> releaseCredit(Optional<Turn> turn) {
        return Optional.of(new ReleaseCredit(order.userId(), order.orderId()));
    }

    Verdict confirm() {
        return Verdict.proceed(new OrderConfirmed(order.orderId(), order.userId(), order.currency(), order.total()));
    }

    Message turnedBack(Turn turn) {
        var end = OrderEnd.valueOf(turn.to());
        return new OrderTurnedBack(order.orderId(), order.userId(), end, turn.reason(), turn.detail());
    }

    /// The end that the turn named.
    List<Message> end(Turn turn) {
        return switch (OrderEnd.valueOf(turn.to())) {
            case REJECTED ->
                List.of(new OrderRejected(order.orderId(), order.userId(), reason(turn.reason()), turn.detail()));
            case CANCELLED -> List.of(new OrderCancelled(order.orderId(), order.userId(), turn.reason()));
        };
    }

    /// The letter about the end; none to a user whom nobody knows. A cancel's reason is its sender's own word.
    Optional<Message> notifyUser(Optional<Turn> turn) {
        var template = template(turn);
        var reason = turn.map(Turn::reason).orElse("");
        if (template == Template.ORDER_REJECTED && reason.equals(RejectReason.UNKNOWN_USER.toString())) {
            return Optional.empty();
        }
        var params = Map.of(
                "orderId", order.orderId(),
                "total", Long.toString(order.total()),
                "currency", order.currency(),
                "reason", cut(reason));
        var id = letterId(turn);
        return Optional.of(new SendNotification(id, order.userId(), template, params, Optional.of(order.orderId())));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_PARAM
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_PARAM));
    }

    /// The id of the letter about this end.
    String letterId(Optional<Turn> turn) {
        return Ids.notification(template(turn).toString(), order.orderId()).toString();
    }

    private static Template template(Optional<Turn> turn) {
        return turn.map(how -> switch (OrderEnd.valueOf(how.to())) {
                    case REJECTED -> Template.ORDER_REJECTED;
                    case CANCELLED -> Template.ORDER_CANCELLED;
                })
                .orElse(Template.ORDER_CONFIRMED);
    }

    static Map<String, Long> bySku(List<OrderLine> lines) {
        return lines.stream().collect(groupingBy(OrderLine::sku, TreeMap::new, summingLong(OrderLine::quantity)));
    }

    static Placing of(States states, String orderId) {
        return new Placing(states.get(ORDERS, orderId), states);
    }

    private static Verdict reject(RejectReason reason, String detail) {
        return Verdict.turnBack(OrderEnd.REJECTED.toString(), reason.toString(), detail);
    }

    private static RejectReason reason(String word) {
        return List.of(RejectReason.values()).stream()
                .filter(reason -> reason.toString().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
