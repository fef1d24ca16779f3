package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.telemetry.Health;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private final Health health = new Health(_ -> {}, InstantSource.system());
    private final List<String> seen = new ArrayList<>();
    private int tries;

    @Test
    void a_failure_is_told_of_what_failed_until_it_goes() throws InterruptedException {
        health.expect("kafka");
        health.expect("postgresql");
        try (var database = database()) {
            new Dependencies(health, database, Duration.ZERO).until("kafka", () -> {
                seen.add(told());
                switch (tries++) {
                    case 0 -> throw new SQLException("gone");
                    case 1 -> throw new IOException("refused");
                    default -> health.up("postgresql");
                }
            });
        }
        assertThat(seen)
                .containsExactly(
                        "kafka no answer yet, postgresql not tried yet",
                        "kafka no answer yet, postgresql gone",
                        "kafka refused, postgresql gone");
        assertThat(told()).isEqualTo("kafka UP, postgresql UP");
    }

    /// As when the service is stopped in the midst of a look at Kafka.
    @Test
    void who_is_interrupted_does_not_try_on() {
        health.expect("kafka");
        try (var database = database()) {
            var dependencies = new Dependencies(health, database, Duration.ZERO);
            assertThatThrownBy(() -> dependencies.until("kafka", () -> {
                        throw new InterruptException("on purpose");
                    }))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted(); // Kafka's exception interrupts whoever makes it
        }
        assertThat(told()).isEqualTo("kafka no answer yet");
    }

    private String told() {
        return health.ready().checks().stream()
                .filter(check -> !check.name().equals("start"))
                .map(check -> check.name() + " " + check.data().getOrDefault("why", check.status()))
                .collect(Collectors.joining(", "));
    }

    private static Database database() {
        return new Database(
                "boxes", new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/boxes", "boxes", new Secret("boxes")));
    }
}
