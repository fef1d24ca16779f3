package dev.orderly.user;

import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTableTest {
    private static final UserRegistered ADA = new UserRegistered("ada", "Ada ü \\N {}\",", "ada@example.com", "EUR", 7);

    private final TestDatabase database;

    UsersTableTest() throws SQLException {
        database = new TestDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void users_come_back_as_they_were_saved() {
        var ada = new User(ADA, "a@example.com", User.BALANCE_LIMIT, User.BALANCE_LIMIT, true, Long.MAX_VALUE);
        var bob = new User(new UserRegistered("bob", "Bob", "b@example.com", "USD", 0), "", 0, 0, false, 1);
        database.create(USERS, Map.of("ada", ada, "bob", bob));
        assertThat(database.load(USERS, List.of("ada", "bob", "eve"))).isEqualTo(Map.of("ada", ada, "bob", bob));
    }

    @Test
    void every_part_of_a_user_can_change() {
        database.create(USERS, Map.of("ada", new User(ADA, ADA.email(), 7, 0, true, 1)));
        var other = new UserRegistered("ada", "Ida", "ida@example.com", "USD", 8);
        var changed = new User(other, "i@example.com", 100, 30, false, 2);
        database.update(USERS, Map.of("ada", changed));
        assertThat(database.load(USERS, List.of("ada"))).isEqualTo(Map.of("ada", changed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reserved = balance + 1",
                "reserved = -1",
                "balance = -1",
                "balance = 1000000000000001",
                "opening_credit = 1000000000001",
                "version = 0",
                "currency = 'euro'",
            })
    void the_table_refuses_what_cannot_be(String change) {
        database.create(USERS, Map.of("ada", new User(ADA, ADA.email(), 7, 0, true, 1)));
        assertThatThrownBy(() -> database.execute("UPDATE users SET " + change))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }
}
