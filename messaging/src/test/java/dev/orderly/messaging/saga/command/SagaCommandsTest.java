package dev.orderly.messaging.saga.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.ServiceCommandLine;
import dev.orderly.messaging.doctor.Finding.Status;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.saga.TripSite;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SagaCommandsTest {
    private final TripSite trips = new TripSite();
    private StartCheck check = _ -> Optional.empty();

    SagaCommandsTest() throws SQLException {}

    /// How a command ended, and what it wrote.
    private record Ended(ExitCode code, String out, String err) {}

    @BeforeEach
    void begin() throws SQLException {
        trips.start("t-1");
        trips.start("t-stuck");
        trips.stick("t-stuck");
        trips.start("t-paid");
        trips.pay("t-paid");
        trips.start("t-ended");
        trips.run("UPDATE sagas SET status = 'COMPLETED', due_at = NULL WHERE saga_id = 't-ended'");
    }

    @AfterEach
    void close() {
        trips.close();
    }

    @Test
    void the_list_has_those_that_are_stuck_first_and_counts_all_by_state() {
        var listed = run(ExitCode.DONE, "list");
        assertThat(listed.out()
                        .lines()
                        .map(line -> line.replaceAll("20\\S+Z", "TIME").replaceAll(" {2,}", "  ")))
                .containsExactly(
                        "ID  STATUS  STEP  DIRECTION  ATTEMPT  DUE  FAILURES  BEGAN",
                        "t-stuck  STUCK  pay  FORWARD  1  -  10  TIME",
                        "t-1  RUNNING  pay  FORWARD  1  TIME  0  TIME",
                        "t-paid  RUNNING  ticket  FORWARD  1  TIME  0  TIME",
                        "",
                        "COUNT  STATUS  STEP",
                        "1  RUNNING  pay",
                        "1  RUNNING  ticket",
                        "1  STUCK  pay");
        assertThat(listed.err()).isEmpty();
        assertThat(run(ExitCode.DONE, "list", "--limit", "1").err()).contains("1 of 3 are shown; --limit shows more");
    }

    @ParameterizedTest
    @CsvSource({
        "--status, stuck, 1",
        "--status, running, 2",
        "--status, completed, 1",
        "--status, compensated, 0",
        "--status, all, 4",
        "--step, ticket, 1",
        "--older-than, 0s, 3",
        "--older-than, 1h, 0",
    })
    void a_filter_leaves_those_that_match(String option, String value, int count) {
        var listed = run(ExitCode.DONE, "list", option, value, "--json");
        assertThat(new JsonMapper().readTree(listed.out()).path("sagas").size()).isEqualTo(count);
        assertThat(listed.err().contains("no saga matches")).isEqualTo(count == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--status=lost", "--older-than=soon", "--limit=0"})
    void a_filter_that_means_nothing_is_wrong_usage(String option) {
        assertThat(run(ExitCode.WRONG_USAGE, "list", option).err()).contains("it must be ");
    }

    @Test
    void one_is_shown_with_what_it_waits_for_and_what_can_be_done() {
        assertThat(run(ExitCode.DONE, "show", "t-1").out())
                .contains(
                        "status     RUNNING",
                        "step       pay",
                        "trip       to Rome, t-1",
                        "waits for  Paid; turns back when it is due",
                        "pay  Pay, attempt 1  not answered",
                        "orderly trips sagas retry t-1: asks again now",
                        "orderly trips sagas abort t-1: turns it back");
        assertThat(run(ExitCode.DONE, "show", "t-stuck").out())
                .contains("failures   10 in a row", "it is not asked again by itself", "asks again, and goes on");
        assertThat(run(ExitCode.DONE, "show", "t-paid").out())
                .contains("waits for  Ticketed; asks again when it is due")
                .doesNotContain("abort");
        assertThat(run(ExitCode.DONE, "show", "t-ended").out()).contains("nothing, it has ended");
        assertThat(run(ExitCode.DONE, "show", "t-1", "--json").out())
                .contains("\"canAbort\":true", "\"awaited\":[\"Paid\"]");
        assertThat(run(ExitCode.FAILED, "show", "t-none").err()).contains("there is no saga of t-none");
    }

    @Test
    void without_execute_a_retry_only_says_what_it_would_do() throws SQLException {
        var before = trips.outbox();
        var planned = run(ExitCode.DONE, "retry", "t-1", "t-stuck");
        assertThat(planned.out()).contains("t-1  asks again: trip.pay at pay", "t-stuck  asks again: trip.pay at pay");
        assertThat(planned.err()).contains("2 of 2 would be asked again; nothing was changed, --execute does it");
        assertThat(trips.outbox()).isEqualTo(before);
        assertThat(trips.saga("t-stuck")).isEqualTo("STUCK pay f 1 10");
    }

    @Test
    void those_that_are_stuck_go_on_and_all_others_are_left() throws SQLException {
        var done = run(ExitCode.DONE, "retry", "--stuck", "--execute");
        assertThat(done.out()).isEqualTo("t-stuck  asked again: trip.pay at pay\n");
        assertThat(trips.saga("t-stuck")).isEqualTo("RUNNING pay f 2 0");
        assertThat(trips.saga("t-1")).isEqualTo("RUNNING pay f 1 0");
        assertThat(trips.outbox()).endsWith("trip.pay t-stuck").hasSize(5);
        assertThat(run(ExitCode.DONE, "retry", "--stuck", "--execute").err()).contains("no sagas match");
    }

    @Test
    void some_that_cannot_be_asked_are_told_by_line_and_exit_code() throws SQLException {
        var partly = run(ExitCode.PARTLY_DONE, "retry", "t-1", "t-ended", "t-none", "--execute");
        assertThat(partly.out())
                .contains(
                        "t-1  asked again",
                        "t-ended  it has ended, COMPLETED: there is nothing to ask",
                        "t-none  there is no saga of this id");
        assertThat(run(ExitCode.FAILED, "retry", "t-ended").err()).contains("0 of 1");
        assertThat(run(ExitCode.WRONG_USAGE, "retry").err()).contains("say which");
        assertThat(run(ExitCode.WRONG_USAGE, "retry", "t-1", "--stuck").err()).contains("say which");
    }

    @Test
    void one_is_turned_back_before_its_pivot_running_or_stuck() throws SQLException {
        assertThat(run(ExitCode.DONE, "abort", "t-1").out()).isEqualTo("t-1  turns back: trip.refund\n");
        assertThat(trips.saga("t-1")).isEqualTo("RUNNING pay f 1 0");
        assertThat(run(ExitCode.DONE, "abort", "t-1", "--reason", "no time", "--execute")
                        .out())
                .isEqualTo("t-1  turned back: trip.refund\n");
        run(ExitCode.DONE, "abort", "t-stuck", "--execute");
        assertThat(trips.saga("t-1")).isEqualTo("RUNNING pay t 1 0");
        assertThat(trips.saga("t-stuck")).isEqualTo("RUNNING pay t 1 0");
        assertThat(trips.outbox()).endsWith("trip.refund t-1", "trip.refund t-stuck");
    }

    @Test
    void behind_its_pivot_on_its_way_back_or_ended_it_is_refused_with_what_else_can_be_done() throws SQLException {
        run(ExitCode.DONE, "abort", "t-1", "--execute");
        var before = trips.outbox();
        assertThat(run(ExitCode.FAILED, "abort", "t-1", "--execute").out())
                .isEqualTo("t-1  it turns back already; sagas retry t-1 asks again for what it awaits\n");
        assertThat(run(ExitCode.FAILED, "abort", "t-paid", "--execute").out())
                .isEqualTo("t-paid  step ticket cannot be undone; sagas retry t-paid asks again for what it awaits\n");
        assertThat(run(ExitCode.FAILED, "abort", "t-ended", "--execute").out())
                .isEqualTo("t-ended  it has ended: there is nothing left to turn back\n");
        assertThat(run(ExitCode.FAILED, "abort", "t-none").out()).contains("there is no saga of this id");
        assertThat(trips.outbox()).isEqualTo(before);
    }

    @Test
    void a_reason_that_no_fact_could_carry_is_wrong_usage() {
        assertThat(run(ExitCode.WRONG_USAGE, "abort", "t-1", "--reason", "a\nb").err())
                .contains("--reason must be");
        assertThat(run(ExitCode.WRONG_USAGE, "abort", "t-1", "--reason", "a".repeat(501))
                        .err())
                .contains("--reason must");
    }

    @Test
    void nothing_is_done_on_a_database_on_which_the_service_would_not_work() throws SQLException {
        check = _ -> Optional.of(new Disagreement(Behind.DATABASE, "it lacks facts", "recover"));
        assertThat(run(ExitCode.FAILED, "retry", "t-1", "--execute").err()).contains("first: recover");
        assertThat(run(ExitCode.FAILED, "abort", "t-1", "--execute").err()).contains("first: recover");
        assertThat(trips.saga("t-1")).isEqualTo("RUNNING pay f 1 0");
        run(ExitCode.DONE, "abort", "t-1");
        assertThat(run(ExitCode.DONE, "list").out()).contains("t-1");
        assertThat(run(ExitCode.FAILED, "list", "--status", "compensated").err())
                .containsSubsequence("no saga matches", "first: recover");
        assertThat(run(ExitCode.FAILED, "show", "t-none").err())
                .contains("there is no saga of t-none", "first: recover");
    }

    @Test
    void the_doctor_tells_of_those_that_are_stuck_and_of_those_long_overdue() throws SQLException {
        try (var site = trips.site();
                var connection = site.database().hurried()) {
            var found = new SagaCheck("trips").look(connection);
            assertThat(found).extracting(each -> each.status()).containsExactly(Status.BAD, Status.OK);
            assertThat(found.getFirst().found()).isEqualTo("1 is stuck, and does not go on by itself");
            assertThat(found.getFirst().todo()).contains("sagas retry --stuck --execute");
            assertThat(found.getLast().found()).isEqualTo("2 are running, one of them for 0 s");

            trips.run("UPDATE sagas SET due_at = now() - interval '5 min' WHERE saga_id = 't-1'");
            trips.run("UPDATE sagas SET status = 'COMPLETED' WHERE status = 'STUCK'");
            assertThat(new SagaCheck("trips").look(connection))
                    .singleElement()
                    .satisfies(each -> assertThat(each.found()).endsWith("one fell due 5 min ago"))
                    .satisfies(each -> assertThat(each.status()).isEqualTo(Status.WARN));
        }
    }

    /// Those of all that are open would be read for long after an outage.
    @Test
    void the_doctor_reads_no_more_than_the_timelines_of_those_that_fall_due_first() throws SQLException {
        trips.run("""
                INSERT INTO sagas SELECT (more.row).* FROM (SELECT jsonb_populate_record(sagas, jsonb_build_object(
                  'saga_id', 'more-' || n, 'due_at', now() + n * interval '1 hour', 'timeline', jsonb_build_array(
                    jsonb_build_object('time', CASE WHEN n = 101 THEN 'unreadable' ELSE now()::text END)))) AS row
                FROM sagas, generate_series(1, 101) n WHERE saga_id = 't-1') more""");
        try (var site = trips.site();
                var connection = site.database().hurried()) {
            assertThat(new SagaCheck("trips").look(connection).getLast().found())
                    .startsWith("103 are running, one of them for ");
        }
    }

    private Ended run(ExitCode expected, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var line = new ServiceCommandLine(
                "trips",
                "0",
                "Trips.",
                List.of(),
                List.of(new SagaCommands(_ -> trips.site(), site -> check.look(site))));
        var all = Stream.concat(Stream.of("sagas"), Stream.of(arguments)).toArray(String[]::new);
        var code = line.run(Map.of("LOG_LEVEL", "error"), stream(out), stream(err), all);
        var ended = new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(code).as(ended::toString).isEqualTo(expected);
        return ended;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
