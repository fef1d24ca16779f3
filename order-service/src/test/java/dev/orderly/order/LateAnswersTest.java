package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RELEASED;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.denied;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Story.given;

import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Answers that come too late, or twice.
class LateAnswersTest {
    private static final ReleaseCredit RELEASE = new ReleaseCredit("ada", "o-1");
    private static final OrderConfirmed CONFIRMED = new OrderConfirmed("o-1", "ada", "EUR", 60);

    @Test
    void late_credit_is_released_while_the_order_turns_back() {
        given(order("o-1").by("ada"), CANCEL)
                .when(RESERVED)
                .late()
                .sends(RELEASE)
                .asking("reserve-credit", 2)
                .awaits("reserve-credit", Duration.ofSeconds(60))
                .is(Order.Status.PENDING)
                .when(RELEASED, ref("o-1", "reserve-credit", 1))
                .is(Order.Status.CANCELLED)
                .when(RELEASED, ref("o-1", "reserve-credit", 2))
                .late()
                .sends();
    }

    @Test
    void late_credit_is_released_after_the_end_however_often_it_comes() {
        given(order("o-1").by("ada"))
                .whenTimedOut("reserve-credit")
                .when(RELEASED)
                .when(RESERVED)
                .late()
                .sends(RELEASE)
                .asking("reserve-credit", 2)
                .when(sent(Template.ORDER_REJECTED))
                .when(RESERVED)
                .late()
                .sends(RELEASE)
                .asking("reserve-credit", 3)
                .is(Order.Status.REJECTED)
                .ended(Status.COMPENSATED);
        given(order("o-1").by("ada"), CANCEL)
                .when(RELEASED)
                .when(RESERVED, Optional.empty())
                .late()
                .sends(RELEASE)
                .is(Order.Status.CANCELLED);
    }

    @Test
    void a_release_of_late_credit_is_no_attempt_of_the_letter() {
        given(order("o-1").by("ada"), CANCEL)
                .when(RELEASED)
                .when(RESERVED)
                .awaits("notify", Duration.ofMinutes(2))
                .when(sent(Template.ORDER_CANCELLED))
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> done",
                        "reserve-credit: credit.reserve #1",
                        "reserve-credit: credit.release #1 -> credit.released",
                        "reserve-stock: -> undone",
                        "place: -> undone",
                        "notify: notification.send #1 -> notification.sent",
                        "reserve-credit: -> credit.reserved (late)",
                        "reserve-credit: credit.release #2");
    }

    @Test
    void credit_of_a_confirmed_order_is_never_released() {
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .emits(CONFIRMED)
                .when(RESERVED)
                .late()
                .sends()
                .when(denied(DenyReason.INSUFFICIENT_CREDIT))
                .late()
                .sends()
                .when(sent(Template.ORDER_CONFIRMED))
                .when(RESERVED)
                .late()
                .sends()
                .is(Order.Status.CONFIRMED)
                .ended(Status.COMPLETED);
    }

    @Test
    void a_denial_that_is_repeated_changes_nothing() {
        given(order("o-1").by("ada"))
                .when(denied(DenyReason.INACTIVE_USER))
                .when(denied(DenyReason.INSUFFICIENT_CREDIT))
                .late()
                .sends()
                .is(Order.Status.REJECTED);
    }

    private static Optional<SagaRef> ref(String sagaId, String step, int attempt) {
        return Optional.of(new SagaRef(sagaId, step, attempt));
    }
}
