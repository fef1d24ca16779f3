package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.saga.Coordinator;
import dev.orderly.messaging.saga.Turn;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceOrderSagaTest {

    @Test
    void nobody_turns_back_what_is_confirmed_even_without_looking_at_the_order() {
        var ledger = given(order("o-1").by("ada")).when(RESERVED).desk().ledger();
        var decision =
                ledger.decide(new Abort(PlaceOrderSaga.coordinator(Desk.ANSWER_TIMEOUT)), CANCEL, Optional.empty());
        assertThat(decision).isInstanceOf(Refused.class);
    }

    /// Turns the saga back, as an operator may, too.
    private record Abort(Coordinator<Placing> coordinator) implements Decider<CancelOrder> {
        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends CancelOrder> cancel, States states) {
            return coordinator.keys(kind, cancel.subject(), states);
        }

        @Override
        public Decision decide(Event<? extends CancelOrder> cancel, States states) {
            return coordinator.turnBack(states, cancel.subject(), new Turn("CANCELLED", "", ""));
        }
    }
}
