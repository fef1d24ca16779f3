package dev.orderly.user;

import static dev.orderly.user.Story.given;

import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignFactsTest {
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);

    @Test
    void each_is_followed_by_a_fact_of_our_own() {
        given().whenForeign(ADA)
                .emits(ADA)
                .whenForeign(new EmailChanged("ada", "a@example.com"))
                .emits(new EmailChanged("ada", "a@example.com"))
                .whenForeign(new UserDeactivated("ada", "moved"))
                .emits(new UserDeactivated("ada", "moved"));
    }

    @Test
    void the_balance_after_a_deposit_is_ours_to_tell() {
        given(ADA).whenForeign(new CreditDeposited("ada", 11, 999_999)).emits(new CreditDeposited("ada", 11, 111));
    }

    @Test
    void what_would_be_refused_or_ignored_as_a_command_is() {
        given(ADA).whenForeign(ADA).ignored();
        given(ADA)
                .whenForeign(new UserRegistered("ada", "Ida", "ida@example.com", "EUR", 100))
                .refused("user-exists");
        given().whenForeign(new EmailChanged("ada", "a@example.com")).refused("unknown-user");
        given().whenForeign(new UserDeactivated("ada", "")).refused("unknown-user");
        given(ADA).whenForeign(new CreditDeposited("ada", Long.MAX_VALUE, 1)).refused("limit");
    }

    static Stream<UserFact> holds() {
        return Stream.of(
                new CreditReserved("ada", "o-1", 10, 90),
                new CreditReleased("ada", "o-1", 10, 100),
                new CreditCaptured("ada", "o-1", 10, 90));
    }

    @ParameterizedTest
    @MethodSource("holds")
    void nobody_else_says_what_is_held(UserFact fact) {
        given(ADA).whenForeign(fact).unhandleable("foreign");
    }
}
