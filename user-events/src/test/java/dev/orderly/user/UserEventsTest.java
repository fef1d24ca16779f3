package dev.orderly.user;

import static dev.orderly.schemas.Topics.ORDER_REPLIES;
import static dev.orderly.schemas.Topics.USER_EVENTS;
import static dev.orderly.user.Holds.HOLDS;
import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Released;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The deciders on the real line, over a real database.
class UserEventsTest {
    private static final RegisterUser REGISTER = new RegisterUser("ada", "Ada", "ada@example.com", "EUR", 100);

    private final TestDatabase database;
    private final Line line;

    UserEventsTest() throws SQLException {
        database = new TestDatabase();
        line = new Line(
                "user-events",
                database.store(),
                List.of(HOLDS, USERS),
                new Publication("/orderly/user-events", List.of(USER_EVENTS, ORDER_REPLIES)),
                InstantSource.system(),
                _ -> {},
                () -> {});
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_order_is_paid_for_over_several_batches() throws SQLException {
        line.handle(List.of(item(REGISTER, new UserCommands())));
        line.handle(
                List.of(item(reserve("o-1", 60), new UserCommands()), item(reserve("o-2", 41), new UserCommands())));
        line.handle(List.of(item(new OrderConfirmed("o-1", "ada", "EUR", 60), new OrderEndings())));
        assertThat(outbox())
                .containsExactly(
                        "user-events user.registered ada 1",
                        "user-events user.credit-reserved ada 2",
                        "order-replies credit.reserved o-1 0",
                        "order-replies credit.denied o-2 0",
                        "user-events user.credit-captured ada 3");
        assertThat(database.load(HOLDS, List.of("o-1", "o-2")).values())
                .containsExactly(new Captured("o-1", "ada", 60));
        assertThat(database.load(USERS, List.of("ada")).get("ada").balance()).isEqualTo(40);
    }

    @Test
    void a_whole_story_fits_into_one_batch() throws SQLException {
        line.handle(List.of(
                item(REGISTER, new UserCommands()),
                item(reserve("o-1", 60), new UserCommands()),
                item(new OrderRejected("o-1", "ada", RejectReason.OUT_OF_STOCK, ""), new OrderEndings()),
                item(new OrderRejected("o-2", "ada", RejectReason.OUT_OF_STOCK, ""), new OrderEndings()),
                item(reserve("o-2", 60), new UserCommands())));
        assertThat(outbox())
                .containsExactly(
                        "user-events user.registered ada 1",
                        "user-events user.credit-reserved ada 2",
                        "order-replies credit.reserved o-1 0",
                        "user-events user.credit-released ada 3",
                        "order-replies credit.denied o-2 0");
        assertThat(database.load(HOLDS, List.of("o-1", "o-2")).values())
                .containsOnly(new Released("o-1"), new Released("o-2"));
    }

    private static <M extends Message> Item item(M message, Decider<M> decider) {
        var saga = Optional.of(new SagaRef(message.subject(), "some-step", 1));
        return Item.internal(Ledger.event(message, 0, saga), "test", decider);
    }

    private static ReserveCredit reserve(String orderId, long amount) {
        return new ReserveCredit("ada", orderId, amount, "EUR");
    }

    private List<String> outbox() throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = database.source().getConnection();
                var select = connection.prepareStatement(
                        "SELECT concat_ws(' ', topic, type, subject, sequence) FROM outbox ORDER BY id");
                var result = select.executeQuery()) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
