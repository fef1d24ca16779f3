package dev.orderly.user;

import static dev.orderly.user.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.schemas.user.UserCommand.ChangeEmail;
import dev.orderly.schemas.user.UserCommand.DeactivateUser;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserCommandsTest {
    private static final long TRILLION = 1_000_000_000_000L;
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada", "ada@example.com", "EUR", 100);
    private static final UserDeactivated GONE = new UserDeactivated("ada", "moved");
    private static final RegisterUser REGISTER = new RegisterUser("ada", "Ada", "ada@example.com", "EUR", 100);

    @Test
    void a_user_is_registered_with_the_opening_credit_as_balance() {
        var story = given().when(REGISTER).emits(ADA).answers();
        assertThat(story.user("ada")).isEqualTo(new User(ADA, "ada@example.com", 100, 0, true, 1));
    }

    @Test
    void the_same_registration_again_is_ignored_whatever_happened_since() {
        given(ADA).when(REGISTER).ignored();
        given(ADA, new EmailChanged("ada", "a@example.com"), new CreditDeposited("ada", 5, 105), GONE)
                .when(REGISTER)
                .ignored();
    }

    static Stream<RegisterUser> others() {
        return Stream.of(
                new RegisterUser("ada", "Ida", "ada@example.com", "EUR", 100),
                new RegisterUser("ada", "Ada", "ida@example.com", "EUR", 100),
                new RegisterUser("ada", "Ada", "ada@example.com", "USD", 100),
                new RegisterUser("ada", "Ada", "ada@example.com", "EUR", 101));
    }

    @ParameterizedTest
    @MethodSource("others")
    void another_registration_of_the_same_user_is_refused(RegisterUser other) {
        given(ADA).when(other).refused("user-exists");
    }

    @Test
    void what_a_user_became_is_not_what_was_registered() {
        given(ADA, new EmailChanged("ada", "a@example.com"))
                .when(new RegisterUser("ada", "Ada", "a@example.com", "EUR", 100))
                .refused("user-exists");
    }

    @Test
    void opening_credit_has_a_limit() {
        given().when(new RegisterUser("ada", "Ada", "ada@example.com", "EUR", TRILLION))
                .emits(new UserRegistered("ada", "Ada", "ada@example.com", "EUR", TRILLION));
        given().when(new RegisterUser("ada", "Ada", "ada@example.com", "EUR", TRILLION + 1))
                .refused("limit");
    }

    @Test
    void nobody_can_be_asked_anything_before_registration() {
        given().when(new ChangeEmail("ada", "a@example.com")).refused("unknown-user");
        given().when(new DepositCredit("ada", 1)).refused("unknown-user");
        given().when(new DeactivateUser("ada", Optional.empty())).refused("unknown-user");
    }

    @Test
    void an_email_is_changed_once() {
        var change = new ChangeEmail("ada", "a@example.com");
        var story = given(ADA).when(change).emits(new EmailChanged("ada", "a@example.com"));
        assertThat(story.user("ada").email()).isEqualTo("a@example.com");
        story.when(change).ignored();
    }

    @Test
    void a_deposit_adds_to_the_balance() {
        var story = given(ADA).when(new DepositCredit("ada", 11)).emits(new CreditDeposited("ada", 11, 111));
        assertThat(story.user("ada").balance()).isEqualTo(111);
        story.when(new DepositCredit("ada", 11)).emits(new CreditDeposited("ada", 11, 122));
    }

    @Test
    void a_deposit_has_a_limit() {
        given(ADA).when(new DepositCredit("ada", TRILLION)).emits(new CreditDeposited("ada", TRILLION, TRILLION + 100));
        given(ADA).when(new DepositCredit("ada", TRILLION + 1)).refused("limit");
        given(ADA).when(new DepositCredit("ada", Long.MAX_VALUE)).refused("limit");
    }

    @Test
    void a_balance_has_a_limit() {
        var almost = Stream.concat(
                Stream.of(ADA), IntStream.range(1, 1000).mapToObj(i -> new CreditDeposited("ada", TRILLION, 0)));
        var story = given(almost.toArray(UserFact[]::new));
        story.when(new DepositCredit("ada", TRILLION - 99)).refused("limit");
        story.when(new DepositCredit("ada", TRILLION - 100))
                .emits(new CreditDeposited("ada", TRILLION - 100, 1000 * TRILLION));
        story.when(new DepositCredit("ada", 1)).refused("limit");
    }

    @Test
    void a_user_is_deactivated_once() {
        given(ADA)
                .when(new DeactivateUser("ada", Optional.of("moved")))
                .emits(GONE)
                .when(new DeactivateUser("ada", Optional.of("other")))
                .ignored();
        given(ADA).when(new DeactivateUser("ada", Optional.empty())).emits(new UserDeactivated("ada", ""));
    }

    @Test
    void a_deactivated_user_changes_no_more() {
        given(ADA, GONE).when(new DepositCredit("ada", 1)).refused("inactive-user");
        given(ADA, GONE).when(new ChangeEmail("ada", "a@example.com")).refused("inactive-user");
    }

    @Test
    void what_is_told_of_a_refusal_has_no_name_and_no_address() {
        Stream.of(
                        given(ADA).when(new RegisterUser("ada", "Secret", "secret@example.com", "EUR", 0)),
                        given().when(new ChangeEmail("ada", "secret@example.com")),
                        given(ADA, GONE).when(new ChangeEmail("ada", "secret@example.com")),
                        given(ADA).when(new ChangeEmail("ada", "ada@example.com")))
                .forEach(story -> assertThat(story.decision().toString())
                        .doesNotContainIgnoringCase("secret")
                        .doesNotContain("@"));
    }
}
