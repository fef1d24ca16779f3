package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final RecordingTelemetry told = new RecordingTelemetry();

    /// The watch over the dependencies tells of it, once.
    @Test
    void a_database_that_is_away_is_not_told_as_a_failure_of_the_loop() throws Exception {
        var failed = new SQLException("ERROR: permission denied", "42501");
        var troubles = new ArrayDeque<>(List.of(
                new SQLException("Connection refused", "08001"),
                new SQLException("FATAL: database \"boxes\" does not exist", "3D000"),
                failed));
        var loop = new Loop(
                "keeper",
                Loop.of(
                        () -> {
                            var trouble = troubles.poll();
                            if (trouble != null) {
                                throw trouble;
                            }
                            return Duration.ofHours(1);
                        },
                        () -> {}),
                new Bell(),
                told,
                _ -> {});
        loop.start();
        await().until(() -> !told.signals().isEmpty());
        loop.stop();
        assertThat(told.signals()).containsExactly(new Signal.LoopFailed("keeper", failed));
    }
}
