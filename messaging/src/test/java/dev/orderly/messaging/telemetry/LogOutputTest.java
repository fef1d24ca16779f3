package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class LogOutputTest {

    @Test
    void json_has_the_same_as_fields() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.JSON)) {
            new LogTelemetry(InstantSource.system())
                    .emit(new Signal.MessageDone(
                            "order.place",
                            "o-17",
                            "user ada",
                            "order-commands[3]@42",
                            new Outcome.Handled(List.of("order.placed")),
                            Duration.ofMillis(4),
                            "4bf92f3577b34da6a3ce929d0e0e4736"));
            var line = new JsonMapper().readTree(log.lines().getFirst());
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder(
                            "@timestamp",
                            "level",
                            "service",
                            "logger_name",
                            "message",
                            "type",
                            "subject",
                            "about",
                            "place",
                            "outcome",
                            "emitted",
                            "tookMillis",
                            "trace");
            assertThat(line.get("service").asString()).isEqualTo("order-service");
            assertThat(line.get("outcome").asString()).isEqualTo("handled");
            assertThat(line.get("tookMillis").asInt()).isEqualTo(4);
            assertThat(line.get("emitted").toString()).isEqualTo("[\"order.placed\"]");
            assertThat(line.get("trace").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(line.get("@timestamp").asString()).endsWith("Z");
        }
    }

    @Test
    void a_batch_that_is_tried_again_tells_how_many_messages_it_has() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.JSON)) {
            var retrying = new Outcome.Retrying(2, Duration.ofMillis(200), "gone");
            var first = new MessageDone("order.place", "o-17", "", "order-commands[3]@42", retrying, Duration.ZERO, "");
            new LogTelemetry(InstantSource.system()).emit(new Signal.BatchRetrying(first, 2_000));
            var line = new JsonMapper().readTree(log.lines().getFirst());
            assertThat(line.get("outcome").asString()).isEqualTo("retrying");
            assertThat(line.get("place").asString()).isEqualTo("order-commands[3]@42");
            assertThat(line.get("messages").asInt()).isEqualTo(2_000);
            assertThat(line.get("attempt").asInt()).isEqualTo(2);
            assertThat(line.get("delayMillis").asInt()).isEqualTo(200);
        }
    }

    @Test
    void libraries_are_heard_from_warnings_on_and_not_more_than_thrice_a_minute() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.TEXT)) {
            var kafka = LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");
            kafka.info("connecting");
            for (int i = 0; i < 50; i++) {
                kafka.warn("Connection to node {} could not be established", -1);
            }
            assertThat(log.linesAfterTime())
                    .hasSize(3)
                    .containsOnly("WARN  order-service  NetworkClient: Connection to node -1 could not be established");
        }
    }

    @Test
    void a_pool_whose_database_is_away_leaves_the_word_to_us() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.TEXT)) {
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.PoolBase").warn("Failed to validate connection");
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.ProxyConnection").warn("marked as broken");
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").warn("Thread starvation");
            assertThat(log.linesAfterTime()).containsExactly("WARN  order-service  HikariPool: Thread starvation");
        }
    }

    @Test
    void what_libraries_log_by_the_jdk_comes_the_same_way() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.TEXT)) {
            java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("by java.util.logging");
            System.getLogger("io.helidon.Server").log(System.Logger.Level.WARNING, "by System.Logger");
            System.getLogger("io.helidon.Server").log(System.Logger.Level.INFO, "not heard");
            assertThat(log.linesAfterTime())
                    .containsExactly(
                            "WARN  order-service  Driver: by java.util.logging",
                            "WARN  order-service  Server: by System.Logger");
        }
    }

    @Test
    void causes_are_told_without_addresses_and_with_a_stack_trace_from_error_on() throws Exception {
        try (var log = new LogCapture(LogSettings.Format.TEXT)) {
            var cause = new IllegalStateException("Key (email)=(ada@example.org)\nexists");
            LoggerFactory.getLogger("com.zaxxer.hikari.Pool").warn("failed", cause);
            new LogTelemetry(InstantSource.system()).emit(new Signal.AnswerFailed("nats", "user.get", cause));
            assertThat(log.lines()).noneMatch(line -> line.contains("ada@"));
            assertThat(log.linesAfterTime().get(0))
                    .isEqualTo("WARN  order-service  Pool: failed: java.lang.IllegalStateException:"
                            + " Key (email)=(***)\\nexists");
            assertThat(log.linesAfterTime().get(1))
                    .isEqualTo("ERROR order-service  user.get by nats  failed: java.lang.IllegalStateException:"
                            + " Key (email)=(***)\\nexists");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("    at dev.orderly"));
        }
    }
}
