package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RELEASED;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.denied;
import static dev.orderly.order.Samples.letter;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Samples.stock;
import static dev.orderly.order.Story.given;

import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Orders that are cancelled, wherever they stand.
class CancellingStoryTest {
    private static final String WHY = "changed my mind";

    @Test
    void a_cancel_before_the_answer_releases_what_may_be_held() {
        given(stock("apple", 5), order("o-1").by("ada"))
                .when(CANCEL)
                .emits(new OrderTurnedBack("o-1", "ada", OrderEnd.CANCELLED, WHY, ""))
                .sends(new ReleaseCredit("ada", "o-1"))
                .asking("reserve-credit", 1)
                .is(Order.Status.PENDING)
                .when(RELEASED)
                .emits(new StockReleased("apple", "o-1", 2, 5), new OrderCancelled("o-1", "ada", WHY))
                .sends(letter(Template.ORDER_CANCELLED, WHY))
                .asking("notify", 1)
                .when(sent(Template.ORDER_CANCELLED))
                .ended(Status.COMPENSATED)
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> done",
                        "reserve-credit: credit.reserve #1",
                        "reserve-credit: credit.release #1 -> credit.released",
                        "reserve-stock: -> undone",
                        "place: -> undone",
                        "notify: notification.send #1 -> notification.sent");
    }

    @Test
    void a_cancel_needs_no_reason() {
        given(order("o-1").by("ada"))
                .when(new CancelOrder("o-1", Optional.empty()))
                .when(RELEASED)
                .emits(new OrderCancelled("o-1", "ada", ""))
                .sends(letter(Template.ORDER_CANCELLED, ""));
    }

    @Test
    void the_reason_of_a_cancel_is_no_code_of_ours() {
        given(order("o-1").by("ada"))
                .when(new CancelOrder("o-1", Optional.of("unknown-user")))
                .when(RELEASED)
                .emits(new OrderCancelled("o-1", "ada", "unknown-user"))
                .sends(letter(Template.ORDER_CANCELLED, "unknown-user"));
    }

    @Test
    void a_cancel_while_it_turns_back_is_ignored() {
        given(order("o-1").by("ada"))
                .whenTimedOut("reserve-credit")
                .when(CANCEL)
                .ignored()
                .when(RELEASED)
                .is(Order.Status.REJECTED);
        given(order("o-1").by("ada"), CANCEL)
                .when(new CancelOrder("o-1", Optional.of("twice")))
                .ignored()
                .when(RELEASED)
                .emits(new OrderCancelled("o-1", "ada", WHY));
    }

    @Test
    void a_cancel_of_a_confirmed_order_is_refused_before_its_letter_and_after() {
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .when(CANCEL)
                .refused("too-late")
                .sends()
                .when(sent(Template.ORDER_CONFIRMED))
                .when(CANCEL)
                .refused("too-late")
                .is(Order.Status.CONFIRMED);
    }

    @Test
    void a_cancel_of_an_unknown_order_is_refused() {
        given().when(CANCEL).refused("unknown-order").sends();
    }

    @Test
    void a_cancel_of_an_order_that_ended_is_ignored() {
        given(order("o-1").by("ada"))
                .when(denied(DenyReason.INACTIVE_USER))
                .when(CANCEL)
                .ignored()
                .when(sent(Template.ORDER_REJECTED))
                .when(CANCEL)
                .ignored()
                .is(Order.Status.REJECTED);
    }

    @Test
    void a_denial_after_a_cancel_ends_cancelled() {
        given(order("o-1").by("ada"), CANCEL)
                .when(denied(DenyReason.INSUFFICIENT_CREDIT))
                .late()
                .when(RELEASED)
                .emits(new OrderCancelled("o-1", "ada", WHY))
                .is(Order.Status.CANCELLED);
    }
}
