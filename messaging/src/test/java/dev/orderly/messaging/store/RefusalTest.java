package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a real server says to whom it does not let in.
class RefusalTest {
    private final dev.orderly.compose.embedded.Database there =
            Brokers.shared().postgres().freshDatabase();

    @Test
    void a_database_that_does_not_exist_is_told_with_the_statement_that_makes_it() throws SQLException {
        var gone = there.url().replaceFirst("/t_[^?]*", "/gone");
        var refusal = refusal(gone, there.user(), there.password()).orElseThrow();
        assertThat(refusal.why()).startsWith("there is no database \"gone\" at ");
        var owner = '"' + there.user() + '"';
        assertThat(refusal.mend())
                .startsWith("as a superuser: CREATE DATABASE \"gone\" OWNER " + owner)
                .endsWith("then: orderly boxes recover --execute");
    }

    /// Which of the two the server says depends on how it asks for passwords.
    @Test
    void a_user_whom_the_server_does_not_know_is_told_with_the_statement_that_makes_one() throws SQLException {
        var refusal = refusal(there.url(), "nobody", "secret").orElseThrow();
        assertThat(refusal.why()).contains("user \"nobody\"");
        assertThat(refusal.mend())
                .contains("DATABASE_USER", "CREATE ROLE \"nobody\" LOGIN")
                .doesNotContain("secret");
    }

    @Test
    void a_password_that_is_wrong_is_told_and_a_user_who_may_not_log_in() {
        var password = said("28P01", "FATAL: password authentication failed for user \"ann\"");
        assertThat(password.why()).isEqualTo("there:5432 knows no user \"ann\" with this password");
        assertThat(password.mend()).contains("DATABASE_PASSWORD", "ALTER ROLE \"ann\" PASSWORD");
        assertThat(said("28000", "FATAL: no pg_hba.conf entry for host").why())
                .isEqualTo("there:5432 does not let user \"ann\" in: FATAL: no pg_hba.conf entry for host");
    }

    private static Refusal said(String state, String message) {
        var settings = new DatabaseSettings("jdbc:postgresql://there:5432/boxes", "ann", new Secret("x"));
        return Refusal.of(new SQLException(message, state), "boxes", settings).orElseThrow();
    }

    @Test
    void a_server_that_is_away_refuses_nobody() throws SQLException {
        assertThat(refusal("jdbc:postgresql://127.0.0.1:1/boxes", "boxes", "boxes"))
                .isEmpty();
    }

    /// As the pool says it and as one connection does: the same.
    private static Optional<Refusal> refusal(String url, String user, String password) throws SQLException {
        var second = Duration.ofSeconds(1);
        var settings = new DatabaseSettings(
                url, user, new Secret(password), 2, second, second, second, second, Duration.ofSeconds(5));
        try (var database = new Database("boxes", settings)) {
            var pooled = database.refusal(catchThrowable(database::ping));
            assertThat(database.refusal(catchThrowable(database::hurried))).isEqualTo(pooled);
            assertThat(database.refusal(catchThrowable(database::schema)))
                    .as("by Flyway")
                    .isEqualTo(pooled);
            return pooled;
        }
    }
}
