package dev.orderly.order;

import static dev.orderly.order.Samples.letterId;
import static dev.orderly.order.Samples.line;
import static dev.orderly.order.Samples.order;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.SagaDue;
import dev.orderly.messaging.saga.SagaRetried;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import java.util.Optional;
import java.util.function.BiFunction;

/// Whatever may come to an order at any time: what was asked for or not, in time, late, again, or of an older attempt.
enum Happening {
    PLACE((_, id) -> plain(order(id).by("ada"))),
    PLACE_OTHER((_, id) -> plain(order(id).by("ada", line("apple", 1, 30), line("pear", 1, 5), line("apple", 2, 30)))),
    PLACE_SCARCE((_, id) -> plain(order(id).by("ada", line("apple", 100_000, 1), line("pear", 1, 5)))),
    PLACE_TOO_DEAR((_, id) -> plain(order(id).by("ada", line("apple", 1, Long.MAX_VALUE)))),
    CANCEL((_, id) -> plain(new CancelOrder(id, Optional.of("unknown-user")))),
    RESERVED((desk, id) -> current(desk, new CreditReservedReply("ada", id))),
    RESERVED_OLD((desk, id) -> old(desk, new CreditReservedReply("ada", id))),
    RESERVED_UNREFERENCED((_, id) -> plain(new CreditReservedReply("ada", id))),
    DENIED((desk, id) -> current(desk, new CreditDeniedReply("ada", id, DenyReason.INSUFFICIENT_CREDIT))),
    DENIED_UNKNOWN((desk, id) -> current(desk, new CreditDeniedReply("ada", id, DenyReason.UNKNOWN_USER))),
    DENIED_ENDED((desk, id) -> current(desk, new CreditDeniedReply("ada", id, DenyReason.ORDER_ENDED))),
    DENIED_OLD((desk, id) -> old(desk, new CreditDeniedReply("ada", id, DenyReason.INACTIVE_USER))),
    DENIED_UNREFERENCED((_, id) -> plain(new CreditDeniedReply("ada", id, DenyReason.INACTIVE_USER))),
    RELEASED((desk, id) -> current(desk, new CreditReleasedReply("ada", id, 60))),
    RELEASED_OLD((desk, id) -> old(desk, new CreditReleasedReply("ada", id, 0))),
    RELEASED_UNREFERENCED((_, id) -> plain(new CreditReleasedReply("ada", id, 0))),
    TIMEOUT((desk, id) -> desk.timer(id).map(due -> new Arrival(due, Optional.empty()))),
    STALE_TIMER((_, id) -> plain(new SagaDue(id, "reserve-credit", 1, Desk.BEGIN.plus(Desk.ANSWER_TIMEOUT)))),
    RETRIED((desk, id) -> plain(SagaRetried.of(desk.saga(id)))),
    SENT((desk, id) -> plain(sent(id, asked(desk, id)))),
    UNDELIVERABLE((desk, id) -> plain(undeliverable(id, asked(desk, id)))),
    SENT_OTHER_LETTER((_, id) -> plain(sent(id, Template.WELCOME)));

    /// A message, and the step and attempt that it names.
    record Arrival(Message message, Optional<SagaRef> saga) {}

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
    private final BiFunction<Desk, String, Optional<Arrival>> how;

    Happening(BiFunction<Desk, String, Optional<Arrival>> how) {
        this.how = how;
    }

    /// The message, if there is one to send as things are.
    Optional<Arrival> to(String orderId, Desk desk) {
        return how.apply(desk, orderId);
    }

    static NotificationSent sent(String orderId, Template template) {
        var letter = letterId(template, orderId);
        return new NotificationSent(letter, "ada", Optional.of(orderId), Channel.EMAIL, template);
    }

    /// Which letter was asked for last.
    static Template asked(Desk desk, String orderId) {
        return desk.sent().reversed().stream()
                .filter(command -> command.data() instanceof SendNotification letter
                        && letter.orderId().equals(Optional.of(orderId)))
                .map(command -> ((SendNotification) command.data()).template())
                .findFirst()
                .orElse(Template.ORDER_CONFIRMED);
    }

    private static NotificationUndeliverable undeliverable(String orderId, Template template) {
        var letter = letterId(template, orderId);
        return new NotificationUndeliverable(letter, "ada", Optional.of(orderId), Channel.EMAIL, template, "550");
    }

    private static Optional<Arrival> plain(Message message) {
        return Optional.of(new Arrival(message, Optional.empty()));
    }

    private static Optional<Arrival> current(Desk desk, OrderReply reply) {
        return desk.asked(reply).map(asked -> new Arrival(reply, Optional.of(asked)));
    }

    private static Optional<Arrival> old(Desk desk, OrderReply reply) {
        return desk.asked(reply)
                .map(asked -> new SagaRef(asked.sagaId(), asked.step(), asked.attempt() - 1))
                .map(older -> new Arrival(reply, Optional.of(older)));
    }
}
