package dev.orderly.order;

import static dev.orderly.order.Samples.CANCEL;
import static dev.orderly.order.Samples.RELEASED;
import static dev.orderly.order.Samples.RESERVED;
import static dev.orderly.order.Samples.letter;
import static dev.orderly.order.Samples.letterId;
import static dev.orderly.order.Samples.order;
import static dev.orderly.order.Samples.sent;
import static dev.orderly.order.Samples.undeliverable;
import static dev.orderly.order.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.BodyReader;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.schemas.Topics;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.OrderCommand.CancelOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The letter that ends an order's saga.
class LetterStoryTest {

    @Test
    void a_letter_that_cannot_be_delivered_ends_the_saga_too() {
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .when(undeliverable(Template.ORDER_CONFIRMED))
                .ended(Status.COMPLETED)
                .is(Order.Status.CONFIRMED);
        given(order("o-1").by("ada"), CANCEL)
                .when(RELEASED)
                .when(undeliverable(Template.ORDER_CANCELLED))
                .ended(Status.COMPENSATED)
                .is(Order.Status.CANCELLED);
    }

    @Test
    void a_letter_is_asked_for_again_with_growing_pauses() {
        var asked = letter(Template.ORDER_CONFIRMED, "");
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .awaits("notify", Duration.ofMinutes(2))
                .whenTimedOut("notify")
                .emits()
                .sends(asked)
                .asking("notify", 2)
                .awaits("notify", Duration.ofMinutes(4))
                .whenTimedOut("notify")
                .sends(asked)
                .asking("notify", 3)
                .awaits("notify", Duration.ofMinutes(5))
                .when(sent(Template.ORDER_CONFIRMED))
                .ended(Status.COMPLETED);
    }

    @Test
    void a_letter_that_is_told_of_twice_or_too_early_changes_nothing() {
        given(order("o-1").by("ada"))
                .when(sent(Template.ORDER_CONFIRMED))
                .late()
                .awaits("reserve-credit", Duration.ofSeconds(30))
                .when(RESERVED)
                .when(undeliverable(Template.ORDER_CONFIRMED))
                .when(sent(Template.ORDER_CONFIRMED))
                .late()
                .ended(Status.COMPLETED);
    }

    @Test
    void another_letter_about_the_order_does_not_end_its_saga() {
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .when(sent(Template.ORDER_REJECTED))
                .ignored()
                .when(new NotificationSent("n-1", "ada", Optional.of("o-1"), Channel.EMAIL, Template.WELCOME))
                .ignored()
                .awaits("notify", Duration.ofMinutes(2));
    }

    @Test
    void a_letter_about_another_order_or_none_does_not_end_it_either() {
        var other = letterId(Template.ORDER_CONFIRMED, "o-9");
        given(order("o-1").by("ada"))
                .when(RESERVED)
                .when(new NotificationSent(other, "ada", Optional.of("o-9"), Channel.EMAIL, Template.ORDER_CONFIRMED))
                .ignored()
                .when(new NotificationSent("n-1", "ada", Optional.empty(), Channel.EMAIL, Template.WELCOME))
                .ignored()
                .when(new NotificationRequested("n-1", "ada", Template.WELCOME, Map.of()))
                .ignored()
                .awaits("notify", Duration.ofMinutes(2));
    }

    /// Or the command would be a dead letter, and the saga would ask for ever.
    @Test
    void however_long_the_reason_of_a_cancel_is_the_letter_can_be_read() {
        var reason = "\ud83c\udf4e".repeat(2_001);
        var story = given(order("o-1").by("ada"), new CancelOrder("o-1", Optional.of(reason)))
                .when(RELEASED);
        var sent = Desk.messages(story.decision()).getFirst().data();
        var data = JsonMapper.builder()
                .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .build()
                .writeValueAsBytes(sent);
        assertThat(new BodyReader<>(type(SendNotification.class)).read(data))
                .isInstanceOf(BodyReader.Result.Valid.class);
    }

    @SuppressWarnings("unchecked") // a type's data is of its class
    private static <M extends Message> MessageType<M> type(Class<M> data) {
        return (MessageType<M>) Topics.NOTIFICATION_COMMANDS.types().stream()
                .filter(type -> type.data() == data)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void that_a_letter_was_accepted_is_not_heeded() {
        var ends = new LetterEnds(PlaceOrderSaga.coordinator(Desk.ANSWER_TIMEOUT));
        assertThat(ends.heeds(NotificationRequested.class)).isFalse();
        assertThat(ends.heeds(NotificationSent.class)).isTrue();
    }
}
