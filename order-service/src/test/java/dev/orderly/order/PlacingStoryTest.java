package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.letter;
import static dev.orderly.order.Samples.line;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Samples.stock;
import static dev.orderly.order.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Orders that are placed, and go forward to their end, or not a step.
class PlacingStoryTest {

    @Test
    void an_order_goes_forward_to_its_end() {
        given(stock("apple", 5), order("o-1").by("ada"))
                .emits(
                        new OrderPlaced("o-1", "ada", "EUR", 60, List.of(line("apple", 2, 30))),
                        new StockReserved("apple", "o-1", 2, 3))
                .sends(new ReserveCredit("ada", "o-1", 60, "EUR"))
                .asking("reserve-credit", 1)
                .awaits("reserve-credit", Duration.ofSeconds(30))
                .when(RESERVED)
                .emits(new OrderConfirmed("o-1", "ada", "EUR", 60))
                .sends(letter(Template.ORDER_CONFIRMED, ""))
                .asking("notify", 1)
                .awaits("notify", Duration.ofMinutes(2))
                .is(Order.Status.CONFIRMED)
                .when(sent(Template.ORDER_CONFIRMED))
                .emits()
                .sends()
                .ended(Status.COMPLETED)
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> done",
                        "reserve-credit: credit.reserve #1 -> credit.reserved",
                        "confirm: -> done",
                        "notify: notification.send #1 -> notification.sent");
    }

    @Test
    void an_order_for_nothing_reserves_nothing_and_still_asks() {
        given(order("o-1").by("ada", line("apple", 1, 0))).sends(new ReserveCredit("ada", "o-1", 0, "EUR"));
    }

    @Test
    void lines_of_one_sku_are_one_reservation_and_a_sku_that_was_never_set_is_none() {
        var order = order("o-1").by("ada", line("pear", 9, 1), line("apple", 2, 30), line("apple", 3, 20));
        given(stock("fig", 7), stock("apple", 5), order)
                .emits(
                        new OrderPlaced("o-1", "ada", "EUR", 129, order.lines()),
                        new StockReserved("apple", "o-1", 5, 0));
    }

    @Test
    void stock_is_reserved_for_all_lines_or_for_none() {
        var order = order("o-1").by("ada", line("apple", 1, 1), line("fig", 3, 1), line("apple", 1, 1));
        var detail = "fig: 3 wanted, 2 available";
        given(stock("apple", 2), stock("fig", 2), order)
                .emits(
                        new OrderPlaced("o-1", "ada", "EUR", 5, order.lines()),
                        new OrderTurnedBack("o-1", "ada", OrderEnd.REJECTED, "out-of-stock", detail),
                        new OrderRejected("o-1", "ada", RejectReason.OUT_OF_STOCK, detail))
                .is(Order.Status.REJECTED)
                .timeline(
                        "place: -> done",
                        "reserve-stock: -> refused",
                        "place: -> undone",
                        "notify: notification.send #1")
                .when(sent(Template.ORDER_REJECTED))
                .ended(Status.COMPENSATED);
    }

    @Test
    void lines_of_one_sku_count_together_against_the_stock() {
        given(stock("apple", 3), order("o-1").by("ada", line("apple", 2, 1), line("apple", 2, 1)))
                .is(Order.Status.REJECTED);
    }

    @Test
    void what_one_order_took_the_next_cannot_have_and_the_set_quantity_is_what_is_left() {
        var story = given(
                        stock("apple", 2), order("o-2").by("bob"), order("o-1").by("ada"))
                .is(Order.Status.REJECTED);
        story.when(stock("apple", 9)).emits(new StockSet("apple", 9));
        assertThat(story.desk().order("o-2").reserved()).containsEntry("apple", 2L);
    }

    @Test
    void stock_beyond_its_limit_is_refused() {
        given(stock("apple", StockLevel.MOST)).emits(new StockSet("apple", StockLevel.MOST));
        given(stock("apple", StockLevel.MOST + 1)).refused("limit").emits();
    }

    @Test
    void the_same_order_again_is_ignored_whatever_became_of_it() {
        given(order("o-1").by("ada"))
                .when(order("o-1").by("ada"))
                .ignored()
                .sends()
                .when(CANCEL)
                .when(order("o-1").by("ada"))
                .ignored();
    }

    @Test
    void another_order_of_the_same_id_is_refused() {
        given(order("o-1").by("ada"))
                .when(order("o-1").by("bob"))
                .refused("order-exists")
                .when(order("o-1").by("ada", line("apple", 2, 31)))
                .refused("order-exists")
                .when(order("o-1").by("ada", line("apple", 1, Long.MAX_VALUE)))
                .refused("order-exists")
                .when(new PlaceOrder("o-1", "ada", "USD", List.of(line("apple", 2, 30))))
                .refused("order-exists")
                .is(Order.Status.PENDING);
    }
}
