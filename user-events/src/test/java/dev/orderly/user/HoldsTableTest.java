package dev.orderly.user;

import static dev.orderly.user.Holds.HOLDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldsTableTest {
    private final TestDatabase database;

    HoldsTableTest() throws SQLException {
        database = new TestDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void holds_of_every_kind_come_back_as_they_were_saved() {
        Map<String, Hold> holds = Map.of(
                "o-1", new Held("o-1", "ada", 0),
                "o-2", new Held("o-2", "ada", OrderCredit.TOTAL_LIMIT),
                "o-3", new Released("o-3"),
                "o-4", new Captured("o-4", "bob", 7));
        database.create(HOLDS, holds);
        assertThat(database.load(HOLDS, holds.keySet())).isEqualTo(holds);
    }

    @Test
    void a_hold_is_released_or_captured() {
        database.create(HOLDS, Map.of("o-1", new Held("o-1", "ada", 5), "o-2", new Held("o-2", "ada", 6)));
        Map<String, Hold> ended = Map.of("o-1", new Released("o-1"), "o-2", new Captured("o-2", "ada", 6));
        database.update(HOLDS, ended);
        assertThat(database.load(HOLDS, ended.keySet())).isEqualTo(ended);
    }

    @Test
    void an_order_of_which_nothing_was_heard_is_not_saved() {
        assertThatThrownBy(() -> database.create(HOLDS, Map.of("o-1", new None("o-1"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount = -1",
                "amount = 1000000000000001",
                "amount = NULL",
                "user_id = NULL",
                "state = 'RELEASED'",
                "state = 'GONE'",
            })
    void the_table_refuses_what_cannot_be(String change) {
        database.create(HOLDS, Map.of("o-1", new Held("o-1", "ada", 5)));
        assertThatThrownBy(() -> database.execute("UPDATE holds SET " + change))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }
}
