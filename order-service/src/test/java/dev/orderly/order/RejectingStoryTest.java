package dev.orderly.order;

import static dev.orderly.order.Samples.RELEASED;
import static dev.orderly.order.Samples.denied;
import static dev.orderly.order.Samples.letter;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Samples.stock;
import static dev.orderly.order.Story.given;

import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders whose credit is denied, or not answered for.
class RejectingStoryTest {
    private static final ReleaseCredit RELEASE = new ReleaseCredit("ada", "o-1");
    private static final String UNANSWERED = "the credit was not answered for in time";

    @ParameterizedTest
    @CsvSource({
        "INACTIVE_USER, INACTIVE_USER, ''",
        "INSUFFICIENT_CREDIT, INSUFFICIENT_CREDIT, ''",
        "CURRENCY_MISMATCH, CURRENCY_MISMATCH, ''",
        "LIMIT, LIMIT, ''",
        "ORDER_ENDED, CREDIT_UNANSWERED, no credit can be held for it any more"
    })
    void a_denial_ends_the_order_at_once_and_releases_nothing(DenyReason why, RejectReason reason, String detail) {
        given(stock("apple", 5), order("o-1").by("ada"))
                .when(denied(why))
                .emits(
                        new OrderTurnedBack("o-1", "ada", OrderEnd.REJECTED, reason.toString(), detail),
                        new StockReleased("apple", "o-1", 2, 5),
                        new OrderRejected("o-1", "ada", reason, detail))
                .sends(letter(Template.ORDER_REJECTED, reason.toString()))
                .is(Order.Status.REJECTED)
                .when(sent(Template.ORDER_REJECTED))
                .ended(Status.COMPENSATED);
    }

    @Test
    void an_unknown_user_has_no_letter() {
        given(order("o-1").by("ada"))
                .when(denied(DenyReason.UNKNOWN_USER))
                .emits(
                        new OrderTurnedBack("o-1", "ada", OrderEnd.REJECTED, "unknown-user", ""),
                        new OrderRejected("o-1", "ada", RejectReason.UNKNOWN_USER, ""))
                .sends()
                .ended(Status.COMPENSATED)
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> done",
                        "reserve-credit: credit.reserve #1 -> credit.denied",
                        "reserve-stock: -> undone",
                        "place: -> undone");
    }

    @Test
    void unanswered_credit_is_released_before_the_order_is_rejected() {
        given(stock("apple", 5), order("o-1").by("ada"))
                .whenTimedOut("reserve-credit")
                .emits(new OrderTurnedBack("o-1", "ada", OrderEnd.REJECTED, "credit-unanswered", UNANSWERED))
                .sends(RELEASE)
                .is(Order.Status.PENDING)
                .when(RELEASED)
                .emits(
                        new StockReleased("apple", "o-1", 2, 5),
                        new OrderRejected("o-1", "ada", RejectReason.CREDIT_UNANSWERED, UNANSWERED))
                .sends(letter(Template.ORDER_REJECTED, "credit-unanswered"))
                .when(sent(Template.ORDER_REJECTED))
                .ended(Status.COMPENSATED)
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> done",
                        "reserve-credit: credit.reserve #1 -> silent",
                        "reserve-credit: credit.release #1 -> credit.released",
                        "reserve-stock: -> undone",
                        "place: -> undone",
                        "notify: notification.send #1 -> notification.sent");
    }

    @Test
    void a_denial_after_the_deadline_leaves_it_unanswered() {
        given(order("o-1").by("ada"))
                .whenTimedOut("reserve-credit")
                .when(denied(DenyReason.INSUFFICIENT_CREDIT))
                .late()
                .sends()
                .when(RELEASED)
                .emits(new OrderRejected("o-1", "ada", RejectReason.CREDIT_UNANSWERED, UNANSWERED));
    }

    @Test
    void a_release_is_asked_for_again_with_growing_pauses_until_it_is_answered() {
        var story = given(order("o-1").by("ada")).whenTimedOut("reserve-credit").asking("reserve-credit", 1);
        var pauses = new long[] {30, 60, 120, 240, 300, 300, 300};
        for (int attempt = 1; attempt <= pauses.length; attempt++) {
            story.awaits("reserve-credit", Duration.ofSeconds(pauses[attempt - 1]))
                    .whenTimedOut("reserve-credit")
                    .emits()
                    .sends(RELEASE)
                    .asking("reserve-credit", attempt + 1);
        }
        story.when(RELEASED).is(Order.Status.REJECTED);
    }
}
