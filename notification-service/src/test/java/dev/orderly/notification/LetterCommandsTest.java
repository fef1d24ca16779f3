package dev.orderly.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.ServiceCommandLine;
import dev.orderly.messaging.doctor.Finding;
import dev.orderly.messaging.doctor.Finding.Status;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.notification.mail.SmtpSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Letters l-0 to l-5, to users of the same numbers: one in each status, and two that wait.
class LetterCommandsTest {
    private static final Database DATABASE = new Database(false);

    private StartCheck check = _ -> Optional.empty();

    /// How a command ended, and what it wrote.
    private record Ended(ExitCode code, String out, String err) {}

    @BeforeEach
    void begin() throws SQLException {
        DATABASE.empty();
        DATABASE.fill(6);
        ends(1, "SENT", "");
        ends(2, "UNCERTAIN", "uncertain");
        ends(3, "UNDELIVERABLE", "550 no\nsuch mailbox");
        DATABASE.execute("UPDATE letters SET status = 'SENDING', sender = 'w-1' WHERE notification_id = 'l-4'");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static void ends(int number, String status, String reason) throws SQLException {
        DATABASE.execute(
                "UPDATE letters SET status = '%s', reason = '%s', due_at = NULL, changed_at = now() WHERE notification_id = 'l-%d'"
                        .formatted(status, reason, number));
    }

    @Test
    void the_list_has_all_that_were_not_sent_the_newest_last_and_counts_them() {
        var listed = run(ExitCode.DONE, "list");
        assertThat(listed.out()
                        .lines()
                        .map(line -> line.replaceAll("20\\S+Z", "TIME").replaceAll(" {2,}", "  ")))
                .containsExactly(
                        "ID  STATUS  TEMPLATE  USER  ORDER  REQUESTED  CHANGED  ATTEMPT  REASON",
                        "l-0  REQUESTED  order-confirmed  u-0  o-1  TIME  TIME  0",
                        "l-2  UNCERTAIN  order-confirmed  u-2  o-1  TIME  TIME  0  uncertain",
                        "l-3  UNDELIVERABLE  order-confirmed  u-3  o-1  TIME  TIME  0  550 no\\nsuch mailbox",
                        "l-4  SENDING  order-confirmed  u-4  o-1  TIME  TIME  0",
                        "l-5  REQUESTED  order-confirmed  u-5  o-1  TIME  TIME  0",
                        "",
                        "COUNT  STATUS",
                        "2  REQUESTED",
                        "1  SENDING",
                        "1  UNDELIVERABLE",
                        "1  UNCERTAIN");
        assertThat(listed.err()).isEmpty();
        var one = run(ExitCode.DONE, "list", "--limit", "1");
        assertThat(one.out()).contains("l-5 ").doesNotContain("l-4 ");
        assertThat(one.err()).contains("the newest 1 of 5 are shown; --limit shows more");
    }

    @ParameterizedTest
    @CsvSource({
        "--status, sent, 1",
        "--status, uncertain, 1",
        "--status, requested, 2",
        "--status, all, 6",
        "--status, UNSENT, 5",
        "--user, u-3, 1",
        "--user, u-1, 0",
        "--order, o-3, 1",
        "--order, o-9, 0",
    })
    void a_filter_leaves_those_that_match(String option, String value, int count) {
        var listed = run(ExitCode.DONE, "list", option, value, "--json");
        assertThat(new JsonMapper().readTree(listed.out()).path("letters").size())
                .isEqualTo(count);
        assertThat(listed.err().contains("no letter matches")).isEqualTo(count == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--status=lost", "--status=none", "--limit=0"})
    void a_filter_that_means_nothing_is_wrong_usage(String option) {
        assertThat(run(ExitCode.WRONG_USAGE, "list", option).err()).contains("it must be ");
    }

    @Test
    void one_is_shown_with_what_it_is_filled_with_and_what_can_be_done() {
        assertThat(run(ExitCode.DONE, "show", "l-2").out())
                .contains(
                        "status     UNCERTAIN since ",
                        "order      o-1",
                        "    total: 1250",
                        "look whether it arrived; if not, letters resend l-2; it may arrive twice");
        assertThat(run(ExitCode.DONE, "show", "l-3").out())
                .contains("reason     550 no\\nsuch mailbox", "mend the reason, then letters resend l-3");
        assertThat(run(ExitCode.DONE, "show", "l-4", "--json").out()).contains("\"sender\":\"w-1\"", "it is under way");
        assertThat(run(ExitCode.FAILED, "show", "l-9").err()).contains("there is no letter l-9");
    }

    @Test
    void without_execute_a_resend_only_says_what_it_would_do() throws SQLException {
        var planned = run(ExitCode.DONE, "resend", "l-2", "l-3");
        assertThat(planned.out()).isEqualTo("""
                        l-2  order-confirmed to user u-2, would be sent again as soon as the service has its turn; it may arrive twice
                        l-3  order-confirmed to user u-3, would be sent again as soon as the service has its turn
                        """);
        assertThat(planned.err()).contains("2 of 2 would be put back to be sent; nothing was changed");
        assertThat(count("status = 'REQUESTED'")).isEqualTo(2);
    }

    @Test
    void a_letter_that_is_resent_is_due_at_once_and_its_facts_stay_as_they_are() throws SQLException {
        assertThat(run(ExitCode.DONE, "resend", "--status", "uncertain", "--execute")
                        .err())
                .contains("1 of 1 put back to be sent");
        assertThat(count("notification_id = 'l-2' AND status = 'REQUESTED' AND due_at <= now() AND attempt = 1"))
                .isEqualTo(1);
        assertThat(count("status = 'UNDELIVERABLE'")).isEqualTo(1);
        assertThat(DATABASE.count("SELECT count(*) FROM outbox")).isZero();
        assertThat(run(ExitCode.FAILED, "resend", "l-2", "--execute").out())
                .contains("it is still to be sent, by itself");
    }

    @Test
    void those_that_a_filter_without_status_means_are_those_that_can_be_resent() throws SQLException {
        assertThat(run(ExitCode.DONE, "resend", "--order", "o-3", "--execute").err())
                .contains("1 of 1 put back to be sent");
        assertThat(run(ExitCode.DONE, "resend", "--user", "u-5", "--execute").err())
                .contains("no letters match");
        assertThat(count("status = 'UNDELIVERABLE'")).isZero();
    }

    @Test
    void what_was_sent_or_is_on_its_way_is_refused() throws SQLException {
        var refused = run(ExitCode.PARTLY_DONE, "resend", "l-0", "l-1", "l-3", "l-4", "l-9", "--execute");
        assertThat(refused.out())
                .contains(
                        "l-0  it is still to be sent, by itself",
                        "l-1  it was sent; a letter that was sent is not sent again",
                        "l-3  order-confirmed to user u-3, is sent again",
                        "l-4  it is being sent",
                        "l-9  there is no letter of this id");
        assertThat(count("status = 'SENT'")).isEqualTo(1);
        assertThat(run(ExitCode.WRONG_USAGE, "resend").err()).contains("say which");
        assertThat(run(ExitCode.WRONG_USAGE, "resend", "l-2", "--user", "u-2").err())
                .contains("say which");
    }

    @Test
    void nothing_is_done_on_a_database_on_which_the_service_would_not_work() throws SQLException {
        check = _ -> Optional.of(new Disagreement(Behind.DATABASE, "it lacks facts", "recover"));
        assertThat(run(ExitCode.FAILED, "list", "--user", "nobody").err())
                .containsSubsequence("no letter matches", "first: recover");
        assertThat(run(ExitCode.FAILED, "show", "l-9").err()).contains("there is no letter l-9", "first: recover");
        assertThat(run(ExitCode.FAILED, "resend", "--user", "nobody").err())
                .containsSubsequence("no letters match", "first: recover");
        assertThat(run(ExitCode.FAILED, "resend", "l-2", "--execute").err()).contains("first: recover");
        assertThat(count("status = 'UNCERTAIN'")).isEqualTo(1);
    }

    @Test
    void the_doctor_tells_of_what_is_uncertain_and_of_what_waits_for_long() throws SQLException {
        assertThat(look()).extracting(Finding::status).containsExactly(Status.WARN, Status.WARN);
        assertThat(look().getFirst().found()).isEqualTo("1 became uncertain in the last 7 days");
        assertThat(look().getLast().found()).startsWith("3 wait, the oldest for ");

        DATABASE.execute("UPDATE letters SET changed_at = now() - interval '8 days', requested_at = now()");
        assertThat(look())
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isEqualTo(Status.OK));
    }

    @Test
    void the_doctor_tells_of_a_mail_server_that_is_away() throws IOException, SQLException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var at = SmtpSettings.of(URI.create("smtp://127.0.0.1:" + server.getLocalPort()), SmtpSettings.DEFAULT_FROM);
        try (server;
                var connection = DATABASE.pool().getConnection()) {
            assertThat(new MailServerCheck(at).look(connection))
                    .extracting(Finding::status)
                    .containsExactly(Status.OK);
        }
        try (var connection = DATABASE.pool().getConnection()) {
            assertThat(new MailServerCheck(at).look(connection).getFirst().found())
                    .isEqualTo("127.0.0.1:%d does not answer: nobody listens there; letters wait".formatted(at.port()));
        }
    }

    private static List<Finding> look() throws SQLException {
        try (var connection = DATABASE.pool().getConnection()) {
            return new LetterCheck().look(connection);
        }
    }

    private static long count(String where) throws SQLException {
        return DATABASE.count("SELECT count(*) FROM letters WHERE " + where);
    }

    private Ended run(ExitCode expected, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var line = new ServiceCommandLine(
                "notification-service",
                "0",
                "Letters.",
                List.of(),
                List.of(new LetterCommands(_ -> DATABASE.site(), site -> check.look(site))));
        var all = Stream.concat(Stream.of("letters"), Stream.of(arguments)).toArray(String[]::new);
        var code = line.run(Map.of("LOG_LEVEL", "error"), stream(out), stream(err), all);
        var ended = new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(code).as(ended::toString).isEqualTo(expected);
        return ended;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
