package dev.orderly.user;

import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.event.Message;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsersTest {
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);
    private static final User REGISTERED = new User(ADA, ADA.email(), 100, 0, true, 1);

    @Test
    void nobody_is_there_before_a_registration() {
        var nobody = USERS.empty("ada");
        assertThat(nobody.exists()).isFalse();
        assertThat(nobody.active()).isFalse();
        assertThat(nobody.userId()).isEqualTo("ada");
        assertThat(fold(nobody, ADA, 1)).isEqualTo(REGISTERED);
    }

    static Stream<Message> impossible() {
        return Stream.of(
                new CreditReserved("ada", "o-1", 101, 0),
                new CreditReleased("ada", "o-1", 1, 101),
                new CreditCaptured("ada", "o-1", 1, 99));
    }

    /// A topic that was tampered with makes recovery stop, not a wrong balance.
    @ParameterizedTest
    @MethodSource("impossible")
    void facts_that_do_not_add_up_are_not_applied(Message fact) {
        assertThatThrownBy(() -> fold(REGISTERED, fact, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_happens_to_orders_changes_no_user() {
        var cancelled = new OrderCancelled("o-1", "ada", "");
        assertThat(USERS.keys(cancelled)).isEmpty();
        assertThat(USERS.numbers(cancelled)).isFalse();
        assertThat(fold(REGISTERED, cancelled, 7)).isEqualTo(REGISTERED);
        assertThat(USERS.keys(new OrderBarred("o-1"))).isEmpty();
        assertThat(USERS.keys(ADA)).isEqualTo(List.of("ada"));
    }

    private static User fold(User user, Message fact, long sequence) {
        return USERS.evolve(user, Ledger.event(fact, sequence, Optional.empty()));
    }
}
