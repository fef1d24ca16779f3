package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.system.CommandLine.Ended;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is wrong is named, with what to do about it.
class DoctorTest {
    private static final String NOWHERE = "127.0.0.1:1";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final ServiceUnderTest users = system.users;

    @Test
    void where_nothing_is_wrong_all_is_well_and_the_addresses_lead_there() throws SQLException {
        for (var service : system.services()) {
            var found = service.commands().run("doctor").done();
            assertThat(found.out())
                    .contains("ok    service       up and ready at http://127.0.0.1:")
                    .contains("ok    tables ", "ok    relay ", "ok    kafka ", "ok    topics ", "ok    nats ")
                    .containsPattern("ok {4}group {9}\\d member")
                    .contains("ok    agreement     database and topics tell the same")
                    .doesNotContain("  bad ");
            assertThat(found.err()).isEmpty();
            connects(found);
        }
    }

    private static void connects(Ended found) throws SQLException {
        var line = found.lines().stream()
                .filter(each -> each.contains(" psql "))
                .findFirst()
                .orElseThrow();
        var uri = URI.create(line.replaceFirst(".* psql ", ""));
        var who = uri.getUserInfo().split(":", -1);
        var url = "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath());
        try (var connection = DriverManager.getConnection(url, who[0], who[1])) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void a_service_that_is_down_is_to_be_started() {
        assertThat(users.stop()).isZero();
        try {
            var found = doctor(1);
            assertThat(found.out())
                    .contains("nobody listens there  -> orderly user-events start, under make run")
                    .contains("warn  relay         nobody has the lease: nothing goes to Kafka  -> start user-events")
                    .containsPattern("warn {2}group {9}0 members, [\\d,]+ records behind.*  -> start user-events")
                    .containsPattern("ok {4}nats .* no instance of user-events answers")
                    .contains("ok    agreement ");
        } finally {
            users.start();
        }
    }

    @Test
    void dependencies_that_are_away_make_one_line_each_and_all_else_is_looked_at() {
        for (var each : List.of(
                List.of("NATS_URL", "nats://" + NOWHERE, "nats"),
                List.of("DATABASE_URL", "jdbc:postgresql://" + NOWHERE + "/none", "postgresql"),
                List.of("KAFKA_BOOTSTRAP_SERVERS", NOWHERE, "kafka"))) {
            var environment = new HashMap<>(users.commands().environment());
            environment.put(each.getFirst(), each.get(1));
            var found = new CommandLine("user-events", environment).run("doctor");

            assertThat(found.code()).as(found.out()).isEqualTo(69);
            assertThat(found.lines().stream().filter(line -> line.startsWith("  bad")))
                    .hasSize(1)
                    .allMatch(line -> line.contains(each.get(2) + " ")
                            && line.contains("cannot be reached: ")
                            && line.contains("  -> start it, or set " + each.getFirst()));
            assertThat(found.out()).contains("ok    service ");
            assertThat(List.of("nats", "postgresql", "kafka"))
                    .filteredOn(thing -> !thing.equals(each.get(2)))
                    .allMatch(thing -> found.out().contains("  ok    " + thing + " "));
            assertThat(found.err()).isEmpty();
        }
    }

    @Test
    void a_kafka_that_does_not_answer_is_not_waited_for_long() {
        system.freezeKafka();
        try {
            var found = doctor(69);
            assertThat(found.out())
                    .containsPattern("bad {3}kafka {9}cannot be reached: .*no answer within 10 s")
                    .contains("ok    postgresql ", "dead letters ", "ok    nats ");
        } finally {
            system.thawKafka();
        }
        system.services().forEach(ServiceUnderTest::awaitReady);
    }

    @Test
    void a_kafka_that_answers_late_is_told_as_slow_and_all_of_it_is_looked_at() {
        var kafka = system.brokers.kafka();
        try (var slow = new Cable(Cable.portOf(kafka), Duration.ofSeconds(4))) {
            var environment = new HashMap<>(users.commands().environment());
            environment.put("KAFKA_BOOTSTRAP_SERVERS", slow.through(kafka));
            var found =
                    new CommandLine("user-events", environment).run("doctor").done();
            assertThat(found.out())
                    .containsPattern("warn {2}kafka {9}1 broker at .*, slow: the answer took \\d s")
                    .containsPattern("ok {4}group {9}\\d member")
                    .contains("ok    topics ", "ok    agreement ");
        }
    }

    @Test
    void a_transaction_that_stays_open_is_named_and_ended_by_the_statement_that_is_told() throws SQLException {
        var at = system.brokers.postgres().superuser();
        try (var open = DriverManager.getConnection(at.url() + "?ApplicationName=forgotten", at.user(), at.password());
                var begun = open.createStatement()) {
            open.setAutoCommit(false);
            begun.execute("SELECT pg_current_xact_id()");
            var found = doctor(0, "--long-transaction", "1ms").out();
            assertThat(found).containsPattern("pid \\d+ has been open for .*: database postgres, .* 'forgotten'");
            var end = Pattern.compile("'forgotten'.* (SELECT pg_terminate_backend\\(\\d+\\))")
                    .matcher(found);
            assertThat(end.find()).isTrue();
            new Rows(at).run(end.group(1));
            await("it is gone").until(() -> !open.isValid(1));
        }
    }

    @Test
    void dead_letters_are_counted_and_a_topic_that_is_deleted_is_missed_and_made_good() throws Exception {
        var desk = new DeadLetterDesk(system, users);
        var id = desk.buried(system.topics.send("user-commands", "typo", "no json"));
        try {
            assertThat(doctor(0).out())
                    .containsPattern(
                            "warn {2}dead letters {2}\\d+ open: .*\\d json.*-> orderly user-events dead-letters list");
            desk.run("discard", id, "--because", "a typo", "--execute").done();
            await("it is in the topic")
                    .until(() -> system.rows(users)
                                    .number("SELECT count(*) FROM outbox WHERE id > (SELECT cursor FROM relay_cursor)")
                            == 0);
            assertThat(users.stop()).isZero();
            delete("user-events-dlt");
            assertThat(doctor(1).out())
                    .contains(
                            "bad   user-events-dlt there is no such topic  -> start user-events, which makes it; what it had:"
                                    + " orderly user-events reconcile --execute");
        } finally {
            users.begin();
        }
        await("it is made, and missed")
                .until(() -> users.get("/health/ready").body().contains("reconcile"));
        assertThat(doctor(1).out())
                .contains("not ready: agreement: topic user-events-dlt has lost records")
                .containsPattern("group {9}0 members.*; user-events runs, and is not ready: agreement: topic .*"
                        + "-> orderly user-events reconcile --execute")
                .containsPattern(
                        "bad {3}agreement {5}topic user-events-dlt has lost records .*-> orderly user-events reconcile --execute");
        users.commands().run("reconcile", "--execute").done();
        users.awaitReady();
        assertThat(doctor(0).out())
                .contains("database and topics tell the same; made anew since the first start: user-events-dlt");
    }

    private void delete(String topic) throws Exception {
        var admin = system.topics.admin;
        admin.deleteTopics(List.of(topic)).all().get();
        await("it is gone").until(() -> !admin.listTopics().names().get().contains(topic));
        system.topics.forget();
    }

    private Ended doctor(int code, String... arguments) {
        var all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        var found = users.commands().run(all.toArray(String[]::new));
        assertThat(found.code()).as(() -> found.out() + found.err()).isEqualTo(code);
        return found;
    }
}
