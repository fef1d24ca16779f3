package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RELEASED;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Story.given;

import dev.orderly.messaging.event.SagaRef;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Answers to nothing that was asked.
class StrayAnswersTest {
    private static final OrderConfirmed CONFIRMED = new OrderConfirmed("o-1", "ada", "EUR", 60);

    @Test
    void forward_only_the_answer_to_the_last_attempt_counts() {
        given(order("o-1").by("ada"))
                .when(RESERVED, ref("o-1", "reserve-credit", 0))
                .late()
                .when(RESERVED, ref("o-1", "reserve-credit", 2))
                .late()
                .when(RESERVED, ref("o-1", "reserve-credit", 1))
                .emits(CONFIRMED);
    }

    @Test
    void an_answer_to_another_saga_or_step_or_to_none_does_not_count() {
        given(order("o-1").by("ada"))
                .when(RESERVED, Optional.empty())
                .late()
                .when(RESERVED, ref("o-2", "reserve-credit", 1))
                .late()
                .when(RESERVED, ref("o-1", "notify", 1))
                .late()
                .when(CANCEL)
                .when(RELEASED, Optional.empty())
                .late()
                .when(RELEASED, ref("o-2", "reserve-credit", 1))
                .late()
                .is(Order.Status.PENDING)
                .when(RELEASED)
                .is(Order.Status.CANCELLED);
    }

    @Test
    void a_release_that_nobody_awaits_changes_nothing() {
        given(order("o-1").by("ada"))
                .when(RELEASED, ref("o-1", "reserve-credit", 1))
                .late()
                .when(RESERVED)
                .emits(CONFIRMED);
    }

    @Test
    void an_answer_about_an_unknown_order_is_ignored() {
        given(order("o-1").by("ada"))
                .when(new CreditReservedReply("ada", "o-9"), ref("o-9", "reserve-credit", 1))
                .ignored();
    }

    private static Optional<SagaRef> ref(String sagaId, String step, int attempt) {
        return Optional.of(new SagaRef(sagaId, step, attempt));
    }
}
