package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.line;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Samples.stock;
import static dev.orderly.order.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderLine;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Prices and totals that no fact could carry.
class LimitStoryTest {
    private static final String DETAIL = "a price is at most 1000000000000, a total at most 1000000000000000";

    /// So many of the dearest lines come to less than nothing, if their sum is kept in 64 bits.
    private static final int OVERFLOWING = 184;

    static Stream<List<OrderLine>> tooDear() {
        return Stream.of(
                List.of(line("apple", 1, Total.MOST_PRICE + 1)),
                List.of(line("apple", 1, Long.MAX_VALUE), line("apple", 1, Long.MAX_VALUE)),
                List.of(line("apple", 1_000, Total.MOST_PRICE), line("fig", 1, 1)),
                Collections.nCopies(OVERFLOWING, line("apple", 100_000, Total.MOST_PRICE)));
    }

    @ParameterizedTest
    @MethodSource("tooDear")
    void an_order_beyond_a_limit_is_rejected_visibly_and_takes_nothing(List<OrderLine> lines) {
        var story = given(stock("apple", 5), order("o-1").by("ada", lines.toArray(OrderLine[]::new)))
                .emits(new OrderRejected("o-1", "ada", RejectReason.LIMIT, DETAIL))
                .is(Order.Status.REJECTED);
        assertThat(story.desk().sent())
                .singleElement()
                .satisfies(letter -> assertThat(letter.data())
                        .isInstanceOfSatisfying(
                                SendNotification.class,
                                asked -> assertThat(asked.template()).isEqualTo(Template.ORDER_REJECTED)));
        assertThat(story.desk().saga("o-1").exists()).isFalse();
        story.when(sent(Template.ORDER_REJECTED)).ignored();
        story.when(CANCEL).ignored();
    }

    @Test
    void the_limits_themselves_are_within() {
        given(order("o-1").by("ada", line("apple", 1_000, Total.MOST_PRICE)))
                .sends(new ReserveCredit("ada", "o-1", Total.MOST_TOTAL, "EUR"));
    }

    @Test
    void an_order_that_was_too_dear_is_the_same_again_but_no_other() {
        var tooDear = order("o-1").by("ada", line("apple", 1, Long.MAX_VALUE));
        given(tooDear)
                .when(tooDear)
                .ignored()
                .when(order("o-1").by("bob", line("apple", 1, Long.MAX_VALUE)))
                .refused("order-exists")
                .when(order("o-1").by("ada"))
                .refused("order-exists");
    }
}
