package dev.orderly.user;

import static dev.orderly.user.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Message;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever can be said of an order's credit, after whatever was said before.
class OrderStoriesTest {
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);

    /// What follows from the last message of each story: its outcome, facts and notes, the answer, and the hold then.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            story           | outcome          | happened       | answer      | hold
            reserve         | handled          | CreditReserved | reserved    | Held
            release         | handled          | OrderBarred    | released 0  | Released
            confirm         | nothing-reserved |                |             | None
            reject          | handled          | OrderBarred    |             | Released
            cancel          | handled          | OrderBarred    |             | Released
            reserve reserve | ignored          |                | reserved    | Held
            reserve release | handled          | CreditReleased | released 60 | Released
            reserve confirm | handled          | CreditCaptured |             | Captured
            reserve reject  | handled          | CreditReleased |             | Released
            reserve cancel  | handled          | CreditReleased |             | Released
            release reserve | order-ended      |                | denied      | Released
            release release | ignored          |                | released 0  | Released
            release confirm | nothing-reserved |                |             | Released
            release reject  | ignored          |                |             | Released
            release cancel  | ignored          |                |             | Released
            confirm reserve | handled          | CreditReserved | reserved    | Held
            confirm release | handled          | OrderBarred    | released 0  | Released
            confirm confirm | nothing-reserved |                |             | None
            confirm reject  | handled          | OrderBarred    |             | Released
            confirm cancel  | handled          | OrderBarred    |             | Released
            reject reserve  | order-ended      |                | denied      | Released
            reject release  | ignored          |                | released 0  | Released
            reject confirm  | nothing-reserved |                |             | Released
            reject reject   | ignored          |                |             | Released
            reject cancel   | ignored          |                |             | Released
            cancel reserve  | order-ended      |                | denied      | Released
            cancel release  | ignored          |                | released 0  | Released
            cancel confirm  | nothing-reserved |                |             | Released
            cancel reject   | ignored          |                |             | Released
            cancel cancel   | ignored          |                |             | Released
            reserve confirm reserve | ignored  |                | reserved    | Captured
            reserve confirm release | ignored  |                | released 0  | Captured
            reserve confirm confirm | ignored  |                |             | Captured
            reserve confirm reject  | ignored  |                |             | Captured
            reserve confirm cancel  | ignored  |                |             | Captured
            reserve release reserve | order-ended      |        | denied      | Released
            reserve release release | ignored          |        | released 0  | Released
            reserve release confirm | nothing-reserved |        |             | Released
            reserve release reject  | ignored          |        |             | Released
            reserve release cancel  | ignored          |        |             | Released
            reserve reject reserve  | order-ended      |        | denied      | Released
            reserve reject release  | ignored          |        | released 0  | Released
            reserve cancel reserve  | order-ended      |        | denied      | Released
            """)
    void each_message_finds_its_answer(String messages, String outcome, String happened, String answer, String hold) {
        var story = given(ADA);
        Stream.of(messages.split(" ")).forEach(message -> tell(story, message));
        assertThat(story.outcome()).isEqualTo(outcome);
        assertThat(names(story.happened().stream())).isEqualTo(happened == null ? "" : happened);
        assertThat(story.messages().stream().map(OrderStoriesTest::word).collect(Collectors.joining(" ")))
                .isEqualTo(answer == null ? "" : answer);
        assertThat(story.hold("o-1").getClass().getSimpleName()).isEqualTo(hold);
    }

    private static void tell(Story story, String message) {
        switch (message) {
            case "reserve" -> story.when(new ReserveCredit("ada", "o-1", 60, "EUR"));
            case "release" -> story.when(new ReleaseCredit("ada", "o-1"));
            case "confirm" -> story.when(new OrderConfirmed("o-1", "ada", "EUR", 60));
            case "reject" -> story.when(new OrderRejected("o-1", "ada", RejectReason.OUT_OF_STOCK, ""));
            case "cancel" -> story.when(new OrderCancelled("o-1", "ada", ""));
            default -> throw new IllegalArgumentException(message);
        }
    }

    private static String names(Stream<Message> messages) {
        return messages.map(message -> message.getClass().getSimpleName()).collect(Collectors.joining(" "));
    }

    private static String word(Outgoing outgoing) {
        return switch ((OrderReply) outgoing.data()) {
            case CreditReservedReply _ -> "reserved";
            case CreditDeniedReply _ -> "denied";
            case CreditReleasedReply released -> "released " + released.amount();
        };
    }
}
