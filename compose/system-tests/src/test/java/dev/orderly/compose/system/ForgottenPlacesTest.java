package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The fault that [OffsetsTest] and [ReplayTest] are there to find: with neither places nor identities of what was
/// handled, offsets that are set back have a second effect, and so has a replay. On a system of its own, whose books
/// are wrong afterwards.
class ForgottenPlacesTest {
    private final SystemUnderTest system = SystemUnderTest.brokersOnly();
    private final Shop shop = new Shop(system);

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void a_deposit_would_count_each_time() {
        system.users.start();
        var user = shop.registered(0);
        deposit(user, 5);
        deposit(user, 1);
        await("balance").until(() -> shop.credit(user).get("balance") == 6);
        await("settled").until(() -> system.topics.lag("user-events") == 0);
        assertThat(system.users.stop()).isZero();
        forget();

        new Offsets(system, "user-events").set("user-commands", "--to-earliest");
        system.users.start();

        await("counted twice").until(() -> shop.credit(user).get("balance") == 11);
        await("settled").until(() -> system.topics.lag("user-events") == 0);
        forget();

        system.users
                .commands()
                .run("replay", "user-commands", "--from", "earliest", "--execute")
                .done();

        assertThat(shop.credit(user)).as("counted three times").containsEntry("balance", 16L);
    }

    private void deposit(String user, int amount) {
        system.topics.send(
                "user-commands", user, Json.message("user.deposit-credit", "userId", user, "amount", amount));
    }

    /// All but the last of each partition: a database without that is older than what was settled, and refused.
    private void forget() {
        system.rows(system.users).run("TRUNCATE inbox");
        system.rows(system.users).run("""
                UPDATE handled_offsets SET offsets = int8multirange(int8range(upper(offsets) - 1, upper(offsets)))""");
    }
}
