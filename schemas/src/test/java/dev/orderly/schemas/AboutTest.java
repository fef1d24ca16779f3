package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Message;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationSent;
import dev.orderly.schemas.notification.NotificationFact.NotificationUndeliverable;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AboutTest {

    static Stream<Message> messages() {
        var order = Optional.of("o-1");
        return Stream.of(
                new PlaceOrder("o-1", "ada", "EUR", List.of()),
                new OrderConfirmed("o-1", "ada", "EUR", 1),
                new OrderCancelled("o-1", "ada", ""),
                new CreditDeniedReply("ada", "o-1", DenyReason.LIMIT),
                new ReserveCredit("ada", "o-1", 1, "EUR"),
                new ReleaseCredit("ada", "o-1"),
                new CreditReserved("ada", "o-1", 1, 1),
                new CreditReleased("ada", "o-1", 1, 1),
                new CreditCaptured("ada", "o-1", 1, 1),
                new SendNotification("n-1", "ada", Template.ORDER_CONFIRMED, Map.of(), order),
                new NotificationSent("n-1", "ada", order, Channel.EMAIL, Template.ORDER_CONFIRMED),
                new NotificationUndeliverable("n-1", "ada", order, Channel.EMAIL, Template.ORDER_CONFIRMED, ""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_about_an_order_and_a_user_names_both(Message message) {
        assertThat(message.about()).isEqualTo(message.subject().equals("o-1") ? "user ada" : "order o-1");
    }

    static Stream<Message> ofStock() {
        return Stream.of(new StockReserved("pen", "o-1", 1, 1), new StockReleased("pen", "o-1", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("ofStock")
    void stock_is_reserved_and_released_for_an_order(Message message) {
        assertThat(message.about()).isEqualTo("order o-1");
    }

    static Stream<Message> ofPeople() {
        return Stream.of(
                new RegisterUser("ada", "Ada", "ada@example.com", "EUR", 0),
                new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 0),
                new SendNotification("n-1", "ada", Template.WELCOME, Map.of("name", "Ada"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("ofPeople")
    void names_and_addresses_stay_out(Message message) {
        assertThat(message.about()).isEmpty();
    }
}
