package dev.orderly.user;

import static dev.orderly.schemas.order.DenyReason.CURRENCY_MISMATCH;
import static dev.orderly.schemas.order.DenyReason.INACTIVE_USER;
import static dev.orderly.schemas.order.DenyReason.INSUFFICIENT_CREDIT;
import static dev.orderly.schemas.order.DenyReason.LIMIT;
import static dev.orderly.schemas.order.DenyReason.ORDER_ENDED;
import static dev.orderly.schemas.order.DenyReason.UNKNOWN_USER;
import static dev.orderly.user.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderCreditTest {
    private static final long TRILLION = 1_000_000_000_000L;
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);
    private static final UserRegistered BOB = new UserRegistered("bob", "Bob", "bob@example.com", "EUR", 100);
    private static final UserDeactivated GONE = new UserDeactivated("ada", "moved");
    private static final CreditReserved HELD = new CreditReserved("ada", "o-1", 60, 40);
    private static final CreditReleased FREED = new CreditReleased("ada", "o-1", 60, 100);
    private static final CreditCaptured SPENT = new CreditCaptured("ada", "o-1", 60, 40);
    private static final CreditReservedReply RESERVED = new CreditReservedReply("ada", "o-1");
    private static final ReleaseCredit RELEASE = new ReleaseCredit("ada", "o-1");

    @Test
    void available_credit_is_held_for_the_order() {
        var story = given(ADA).when(reserve(60)).emits(HELD).answers(RESERVED);
        assertThat(story.user("ada")).isEqualTo(new User(ADA, ADA.email(), 100, 60, true, 2));
        assertThat(story.hold("o-1")).isEqualTo(new Held("o-1", "ada", 60));
    }

    @Test
    void all_that_is_available_may_be_held_and_not_a_cent_more() {
        given(ADA).when(reserve(100)).emits(new CreditReserved("ada", "o-1", 100, 0));
        given(ADA).when(reserve(101)).refused("insufficient-credit").answers(denied(INSUFFICIENT_CREDIT));
        given(ADA, new CreditReserved("ada", "o-2", 60, 40))
                .when(reserve(41))
                .refused("insufficient-credit")
                .answers(denied(INSUFFICIENT_CREDIT));
    }

    @Test
    void nothing_is_held_of_whom_nobody_knows_or_who_left() {
        given().when(reserve(0)).refused("unknown-user").answers(denied(UNKNOWN_USER));
        given(ADA, GONE).when(reserve(0)).refused("inactive-user").answers(denied(INACTIVE_USER));
    }

    @Test
    void credit_of_another_currency_is_not_held() {
        given(ADA)
                .when(new ReserveCredit("ada", "o-1", 1, "USD"))
                .refused("currency-mismatch")
                .answers(denied(CURRENCY_MISMATCH));
    }

    @Test
    void a_total_has_a_limit_beyond_which_even_the_rich_are_denied() {
        given(ADA).when(reserve(1000 * TRILLION)).refused("insufficient-credit");
        given(ADA).when(reserve(1000 * TRILLION + 1)).refused("limit").answers(denied(LIMIT));
        given(ADA).when(reserve(Long.MAX_VALUE)).refused("limit").answers(denied(LIMIT));
        var rich = Stream.concat(
                Stream.of(new UserRegistered("ada", "Ada", "ada@example.com", "EUR", TRILLION)),
                IntStream.range(1, 1000).mapToObj(i -> new CreditDeposited("ada", TRILLION, 0)));
        given(rich.toArray(UserFact[]::new))
                .when(reserve(1000 * TRILLION))
                .emits(new CreditReserved("ada", "o-1", 1000 * TRILLION, 0));
    }

    @Test
    void a_denied_order_is_held_for_once_there_is_credit() {
        given(ADA)
                .when(reserve(101))
                .refused("insufficient-credit")
                .when(new DepositCredit("ada", 1))
                .when(reserve(101))
                .emits(new CreditReserved("ada", "o-1", 101, 0))
                .answers(RESERVED);
    }

    @Test
    void asked_again_what_stands_is_answered_whatever_became_of_the_user() {
        given(ADA, HELD).when(reserve(60)).ignored().answers(RESERVED);
        given(ADA, HELD, GONE).when(reserve(60)).ignored().answers(RESERVED);
        given(ADA, HELD, SPENT).when(reserve(60)).ignored().answers(RESERVED);
        given(ADA, HELD, FREED).when(reserve(60)).refused("order-ended").answers(denied(ORDER_ENDED));
    }

    @Test
    void what_is_held_is_given_back_once_and_every_release_is_answered() {
        var story = given(ADA, HELD).when(RELEASE).emits(FREED).answers(released(60));
        assertThat(story.user("ada")).isEqualTo(new User(ADA, ADA.email(), 100, 0, true, 3));
        assertThat(story.hold("o-1")).isEqualTo(new Released("o-1"));
        story.when(RELEASE).ignored().answers(released(0));
    }

    @Test
    void credit_of_a_deactivated_user_is_given_back_too() {
        given(ADA, HELD, GONE).when(RELEASE).emits(FREED).answers(released(60));
    }

    @Test
    void captured_credit_stays_captured() {
        var story = given(ADA, HELD, SPENT).when(RELEASE).ignored().answers(released(0));
        assertThat(story.hold("o-1")).isEqualTo(new Captured("o-1", "ada", 60));
    }

    @Test
    void a_release_that_overtakes_its_reserve_wins_for_ever() {
        given(ADA)
                .when(RELEASE)
                .emits(new OrderBarred("o-1"))
                .answers(released(0))
                .when(reserve(60))
                .refused("order-ended")
                .answers(denied(ORDER_ENDED));
    }

    @Test
    void it_wins_even_if_the_user_is_registered_in_between() {
        given().when(RELEASE)
                .emits(new OrderBarred("o-1"))
                .answers(released(0))
                .when(new RegisterUser("ada", "Ada", "ada@example.com", "EUR", 100))
                .when(reserve(60))
                .refused("order-ended");
    }

    @Test
    void nothing_is_an_amount_like_any_other() {
        given(ADA)
                .when(reserve(0))
                .emits(new CreditReserved("ada", "o-1", 0, 100))
                .answers(RESERVED)
                .when(reserve(0))
                .ignored()
                .answers(RESERVED)
                .when(RELEASE)
                .emits(new CreditReleased("ada", "o-1", 0, 100))
                .answers(released(0))
                .when(RELEASE)
                .ignored()
                .answers(released(0));
    }

    @Test
    void an_order_for_which_another_user_pays_stays_as_it_is() {
        var asked = new ReserveCredit("bob", "o-1", 1, "EUR");
        var denied = new CreditDeniedReply("bob", "o-1", ORDER_ENDED);
        var freed = new CreditReleasedReply("bob", "o-1", 0);
        var release = new ReleaseCredit("bob", "o-1");
        var held = given(ADA, BOB, HELD);
        held.when(asked).refused("order-ended").answers(denied);
        held.when(release).refused("other-user").answers(freed);
        assertThat(held.hold("o-1")).isEqualTo(new Held("o-1", "ada", 60));
        given(ADA, BOB, HELD, SPENT).when(asked).refused("order-ended").answers(denied);
        given(ADA, BOB, HELD, SPENT).when(release).ignored().answers(freed);
    }

    @Test
    void an_order_for_which_another_amount_is_held_is_not_said_to_have_this_one() {
        given(ADA, HELD).when(reserve(61)).refused("order-ended").answers(denied(ORDER_ENDED));
        given(ADA, HELD).when(reserve(59)).refused("order-ended").answers(denied(ORDER_ENDED));
        given(ADA, HELD, SPENT).when(reserve(61)).refused("order-ended").answers(denied(ORDER_ENDED));
    }

    @Test
    void orders_are_held_for_side_by_side() {
        var story = given(ADA, HELD)
                .when(new ReserveCredit("ada", "o-2", 40, "EUR"))
                .emits(new CreditReserved("ada", "o-2", 40, 0));
        story.when(RELEASE).emits(new CreditReleased("ada", "o-1", 60, 60));
        assertThat(story.hold("o-2")).isEqualTo(new Held("o-2", "ada", 40));
        assertThat(story.hold("o-3")).isEqualTo(new None("o-3"));
    }

    private static ReserveCredit reserve(long amount) {
        return new ReserveCredit("ada", "o-1", amount, "EUR");
    }

    private static CreditDeniedReply denied(DenyReason reason) {
        return new CreditDeniedReply("ada", "o-1", reason);
    }

    private static CreditReleasedReply released(long amount) {
        return new CreditReleasedReply("ada", "o-1", amount);
    }
}
