package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTelemetryTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final SettableTime time = new SettableTime();
    private final LogCapture log = new LogCapture(LogSettings.Format.TEXT);
    private final LogTelemetry telemetry = new LogTelemetry(time);

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void a_handled_message_says_what_followed() {
        tell(new Outcome.Handled(List.of("order.placed", "credit.reserve")));
        assertThat(log.linesAfterTime())
                .containsExactly("INFO  order-service  order.place o-17 (user ada) <- order-commands[3]@42"
                        + "  handled in 4 ms -> order.placed, credit.reserve  trace 4bf92f35");
    }

    @Test
    void every_outcome_reads_as_a_sentence() {
        tell(new Outcome.Handled(List.of()));
        tell(new Outcome.Handled(Collections.nCopies(3, "stock.reserved")));
        tell(new Outcome.Handled(List.of("a.b"), "failed: 550 no such user\n"));
        tell(new Outcome.Handled(List.of(), "put back: 450 later"));
        tell(new Outcome.Duplicate());
        tell(new Outcome.Ignored("placed before"));
        tell(new Outcome.Refused("unknown-user", "nobody has registered this user"));
        tell(new Outcome.Refused("limit", ""));
        tell(new Outcome.Waiting("for version 3"));
        tell(new Outcome.Retrying(2, Duration.ofMillis(500), "java.net.ConnectException: refused"));
        tell(new Outcome.DeadLettered(Reason.missing("/data/userId", "add the field userId"), 1));
        tell(new Outcome.DeadLettered(Reason.bug("report this"), 3));
        var start = "INFO  order-service  order.place o-17 (user ada) <- order-commands[3]@42  ";
        assertThat(log.linesAfterTime())
                .allMatch(line -> line.startsWith(start) && line.endsWith("  trace 4bf92f35"))
                .extracting(line -> line.substring(start.length(), line.length() - "  trace 4bf92f35".length()))
                .containsExactly(
                        "handled in 4 ms",
                        "handled in 4 ms -> stock.reserved (3)",
                        "handled in 4 ms -> a.b; failed: 550 no such user\\n",
                        "handled in 4 ms; put back: 450 later",
                        "duplicate",
                        "ignored: placed before",
                        "refused: unknown-user, nobody has registered this user",
                        "refused: limit",
                        "waiting: for version 3",
                        "retrying: attempt 2 failed, next in 500 ms: java.net.ConnectException: refused",
                        "dead-lettered: missing:/data/userId, add the field userId (1 attempt)",
                        "dead-lettered: bug, report this (3 attempts)");
    }

    @Test
    void a_batch_that_is_tried_again_is_one_line_with_the_shape_of_a_message() {
        var retrying = new Outcome.Retrying(2, Duration.ofMillis(200), "gone");
        var first = new MessageDone(
                "order.place", "o-17", "user ada", "order-commands[3]@42", retrying, Duration.ZERO, TRACE);
        telemetry.emit(new Signal.BatchRetrying(first, 2_000));
        telemetry.emit(new Signal.BatchRetrying(first, 1));
        telemetry.emit(new Signal.IntakeRetrying(retrying));
        assertThat(log.linesAfterTime())
                .containsExactly(
                        "WARN  order-service  order.place o-17 (user ada) <- order-commands[3]@42 and 1,999 more"
                                + "  retrying: attempt 2 failed, next in 200 ms: gone  trace 4bf92f35",
                        "WARN  order-service  order.place o-17 (user ada) <- order-commands[3]@42"
                                + "  retrying: attempt 2 failed, next in 200 ms: gone  trace 4bf92f35",
                        "WARN  order-service  intake  retrying: attempt 2 failed, next in 200 ms: gone");
    }

    @Test
    void what_is_not_known_leaves_no_hole() {
        telemetry.emit(new MessageDone("?", "", "", "t[0]@1", new Outcome.Duplicate(), Duration.ZERO, ""));
        assertThat(log.linesAfterTime()).containsExactly("INFO  order-service  ? <- t[0]@1  duplicate");
    }

    @Test
    void an_unknown_type_is_told_safely() {
        telemetry.emit(new Signal.UnknownSkipped(
                "ada@example.org\n\u001b[31m", "o-1", "t[0]@1", TRACE, List.of("a.b", "a.c")));
        assertThat(log.linesAfterTime())
                .containsExactly("INFO  order-service  ***\\n\\u001b[31m o-1 <- t[0]@1"
                        + "  skipped: unknown type, the topic carries a.b, a.c  trace 4bf92f35");
    }

    @Test
    void past_two_hundred_lines_a_second_the_rest_is_summed_up_when_the_second_is_over() {
        for (int i = 0; i < 200; i++) {
            tell(new Outcome.Duplicate());
        }
        for (int i = 0; i < 1_234; i++) {
            tell(new Outcome.Handled(List.of("order.placed"), i < 34 ? "failed: " + i : ""));
        }
        for (int i = 0; i < 12; i++) {
            tell(new Outcome.Refused(i < 10 ? "unknown-user" : "out-of-stock", "x"));
        }
        tell(new Outcome.Duplicate());
        tell(new Outcome.Retrying(1, Duration.ofSeconds(2), "away"));
        tell(new Outcome.DeadLettered(Reason.bug("x"), 3));
        assertThat(log.lines()).hasSize(202);
        assertThat(log.lines().getLast()).contains("dead-lettered: bug");

        time.passes(Duration.ofMillis(999));
        telemetry.tick();
        assertThat(log.lines()).hasSize(202);

        time.passes(Duration.ofMillis(1));
        telemetry.tick();
        telemetry.tick();
        assertThat(log.lines()).hasSize(203);
        assertThat(log.linesAfterTime().getLast())
                .isEqualTo(
                        "INFO  order-service  1,234 handled (failed 34), 12 refused (unknown-user 10, out-of-stock 2), 1 duplicate");
    }

    @Test
    void the_next_signal_of_a_later_second_brings_the_summary_before_itself() {
        for (int i = 0; i < 201; i++) {
            tell(new Outcome.Duplicate());
        }
        time.passes(Duration.ofSeconds(5));
        tell(new Outcome.Ignored("old"));
        var lines = log.linesAfterTime();
        assertThat(lines.get(200)).isEqualTo("INFO  order-service  1 duplicate");
        assertThat(lines.get(201)).contains("ignored: old");
    }

    @Test
    void the_end_of_the_service_loses_no_summary() {
        for (int i = 0; i < 203; i++) {
            tell(new Outcome.Duplicate());
        }
        telemetry.flush();
        assertThat(log.linesAfterTime().getLast()).isEqualTo("INFO  order-service  3 duplicate");
    }

    @Test
    void a_clock_that_is_set_back_does_not_silence_the_log() {
        for (int i = 0; i < 201; i++) {
            tell(new Outcome.Duplicate());
        }
        time.passes(Duration.ofHours(-1));
        tell(new Outcome.Ignored("told"));
        assertThat(log.lines().getLast()).contains("ignored: told");
    }

    private void tell(Outcome outcome) {
        telemetry.emit(new MessageDone(
                "order.place", "o-17", "user ada", "order-commands[3]@42", outcome, Duration.ofMillis(4), TRACE));
    }
}
