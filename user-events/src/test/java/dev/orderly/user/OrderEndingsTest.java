package dev.orderly.user;

import static dev.orderly.user.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.order.OrderEnd;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.OrderTurnedBack;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.Released;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderEndingsTest {
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);
    private static final CreditReserved HELD = new CreditReserved("ada", "o-1", 60, 40);
    private static final CreditReleased FREED = new CreditReleased("ada", "o-1", 60, 100);
    private static final CreditCaptured SPENT = new CreditCaptured("ada", "o-1", 60, 40);
    private static final OrderFact CONFIRMED = new OrderConfirmed("o-1", "ada", "EUR", 60);

    static Stream<OrderFact> turnedBack() {
        return Stream.of(
                new OrderRejected("o-1", "ada", RejectReason.OUT_OF_STOCK, ""), new OrderCancelled("o-1", "ada", ""));
    }

    @Test
    void a_confirmed_order_takes_what_was_held_once() {
        var story = given(ADA, HELD).when(CONFIRMED).emits(SPENT).answers();
        assertThat(story.user("ada")).isEqualTo(new User(ADA, ADA.email(), 40, 0, true, 3));
        story.when(CONFIRMED).ignored();
    }

    @Test
    void what_was_held_is_taken_from_a_deactivated_user_too() {
        given(ADA, HELD, new UserDeactivated("ada", "")).when(CONFIRMED).emits(SPENT);
    }

    @Test
    void nothing_is_captured_like_any_other_amount() {
        given(ADA, new CreditReserved("ada", "o-1", 0, 100))
                .when(new OrderConfirmed("o-1", "ada", "EUR", 0))
                .emits(new CreditCaptured("ada", "o-1", 0, 100));
    }

    @Test
    void an_order_confirmed_with_nothing_reserved_has_to_be_looked_at() {
        given(ADA).when(CONFIRMED).unhandleable("nothing-reserved");
        given(ADA, HELD, FREED).when(CONFIRMED).unhandleable("nothing-reserved");
        var story = given(ADA, HELD).when(new OrderConfirmed("o-1", "bob", "EUR", 60));
        story.unhandleable("nothing-reserved");
        assertThat(story.hold("o-1")).isEqualTo(new Held("o-1", "ada", 60));
        given(ADA, HELD, SPENT)
                .when(new OrderConfirmed("o-1", "bob", "EUR", 60))
                .unhandleable("nothing-reserved");
    }

    @Test
    void it_can_be_mended_by_reserving_afterwards() {
        given(ADA)
                .when(CONFIRMED)
                .unhandleable("nothing-reserved")
                .when(new ReserveCredit("ada", "o-1", 60, "EUR"))
                .emits(HELD)
                .when(CONFIRMED)
                .emits(SPENT);
    }

    @ParameterizedTest
    @MethodSource("turnedBack")
    void an_order_turned_back_gives_back_what_is_still_held_once(OrderFact end) {
        given(ADA, HELD).when(end).emits(FREED).answers().when(end).ignored();
    }

    @ParameterizedTest
    @MethodSource("turnedBack")
    void an_order_that_ended_with_nothing_held_is_remembered(OrderFact end) {
        var story = given(ADA).when(end).emits(new OrderBarred("o-1")).answers();
        story.when(new ReserveCredit("ada", "o-1", 60, "EUR")).refused("order-ended");
        story.when(end).ignored();
    }

    @ParameterizedTest
    @MethodSource("turnedBack")
    void what_was_captured_stays_captured(OrderFact end) {
        given(ADA, HELD, SPENT).when(end).ignored();
    }

    @Test
    void an_order_that_ended_holds_nothing_of_anybody() {
        given(ADA, HELD).when(new OrderCancelled("o-1", "bob", "")).emits(FREED);
    }

    @ParameterizedTest
    @MethodSource("turnedBack")
    void however_an_order_came_to_hold_nothing_it_looks_the_same(OrderFact end) {
        var never = given(ADA).when(end);
        var before = given(ADA, HELD, FREED).when(end);
        var overtaken = given(ADA, new OrderBarred("o-1")).when(end);
        assertThat(List.of(never.hold("o-1"), before.hold("o-1"), overtaken.hold("o-1")))
                .containsOnly(new Released("o-1"));
    }

    @Test
    void what_else_happens_to_orders_and_stock_is_passed_over() {
        var endings = new OrderEndings();
        assertThat(Stream.of(
                        OrderPlaced.class,
                        OrderTurnedBack.class,
                        StockSet.class,
                        StockReserved.class,
                        StockReleased.class))
                .noneMatch(endings::heeds);
        var turnedBack = new OrderTurnedBack("o-1", "ada", OrderEnd.REJECTED, "limit", "");
        var ledger = new Ledger();
        ledger.happen(ADA);
        ledger.happen(HELD);
        ledger.decide(endings, turnedBack, Optional.empty());
        assertThat(ledger.hold("o-1")).isEqualTo(new Held("o-1", "ada", 60));
    }
}
