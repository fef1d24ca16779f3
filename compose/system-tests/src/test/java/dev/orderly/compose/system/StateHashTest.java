package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The state in 64 hex digits: anyone can compute them again, and a message that changes something changes them.
class StateHashTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @Test
    void it_is_the_hash_of_rows_that_can_be_seen_and_changes_with_them() throws Exception {
        var user = shop.registered(100);
        new Invariants(system).everythingEnds();

        var rows = system.users.commands().run("state-hash", "--rows").done();
        var hash = system.users.stateHash();

        assertThat(rows.lines())
                .anyMatch(row -> row.startsWith("users {") && row.contains("\"user_id\":\"" + user + "\""));
        var digest = MessageDigest.getInstance("SHA-256").digest(rows.out().getBytes(StandardCharsets.UTF_8));
        assertThat(hash).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(system.users.stateHash()).isEqualTo(hash);

        shop.end(shop.placed(user, 1));
        new Invariants(system).everythingEnds();
        assertThat(system.users.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void of_each_service_it_is_what_anyone_reckons_from_the_topics() {
        new Load(system, 100).place().holds();

        for (var service : system.services()) {
            assertThat(service.commands().run("state-hash", "--rows").done().out())
                    .as(service.service)
                    .isEqualTo(String.join("", Reckoning.of(service, system.topics)));
            assertThat(service.stateHash()).isEqualTo(Reckoning.hashOf(service, system.topics));
        }
    }

    @Test
    void a_database_that_is_away_or_has_no_tables_is_told_in_a_line() {
        var away = new CommandLine("user-events", Map.of("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none"))
                .run("state-hash");
        assertThat(away.code()).isEqualTo(69);
        assertThat(away.err()).contains("PostgreSQL at 127.0.0.1:1/none cannot be reached", "set DATABASE_URL");

        var fresh = system.brokers.postgres().freshDatabase();
        var empty = new CommandLine(
                        "user-events",
                        Map.of(
                                "DATABASE_URL", fresh.url(),
                                "DATABASE_USER", fresh.user(),
                                "DATABASE_PASSWORD", fresh.password()))
                .run("state-hash");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("has no tables yet; start user-events once");
    }
}
