package dev.orderly.messaging.doctor;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.doctor.Condition.State;
import dev.orderly.messaging.doctor.Finding.Status;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the rows of a database tell its doctor.
class DatabaseChecksTest {
    private static final Condition AWAY = Condition.of("boxes", State.AWAY);
    private static final ShelfCheck SHELF = new ShelfCheck("boxes", Map.of("label-events", "labels"));

    private final BoxDatabase database = BoxDatabase.fresh();
    private final BoxService service = new BoxService(database.source());

    DatabaseChecksTest() throws SQLException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothing_is_told_of_a_database_where_nothing_is_wrong_but_that_nobody_relays() throws SQLException {
        assertThat(look(new RelayCheck(AWAY)))
                .containsExactly(
                        "OK outbox: all of it is in Kafka",
                        "WARN relay: nobody has the lease: nothing goes to Kafka -> start boxes");
        assertThat(look(SHELF)).containsExactly("OK dead letters: none is open", "OK waiting facts: none");
        assertThat(look(new ReplaysCheck("boxes"))).containsExactly("OK replays: none is under way");
    }

    @Test
    void who_relays_is_told_and_that_rows_are_left() throws SQLException {
        database.run("INSERT INTO leases VALUES ('relay', 'boxes/1', 7, now() + interval '6 s')");
        service.receive("box-commands", put("m-1", "b", 5));
        assertThat(look(new RelayCheck(AWAY)))
                .containsExactly(
                        "OK outbox: 1 row is not in Kafka yet, the oldest for 0 s",
                        "OK relay: boxes/1 has the lease, epoch 7");

        database.run("UPDATE outbox SET created_at = now() - interval '45 s'");
        database.run("UPDATE leases SET until = now() - interval '1 ms'");
        assertThat(look(new RelayCheck(AWAY)))
                .containsExactly(
                        "WARN outbox: 1 row is not in Kafka yet, the oldest for 45 s -> see who holds the relay's lease,"
                                + " whether Kafka is there, and transactions",
                        "WARN relay: nobody has the lease: nothing goes to Kafka -> start boxes");
    }

    @Test
    void dead_letters_are_counted_by_reason_and_what_waits_tells_for_what() throws SQLException {
        service.receive("box-commands", "no json");
        service.receive("box-commands", "no json either");
        var letter = service.receive("label-events", written("ada", 1, "17"));
        service.receive("label-events", written("ada", 2, "\"b\""));
        assertThat(look(SHELF))
                .containsExactly(
                        "WARN dead letters: 3 open: 2 json, 1 schema:/data/words -> orderly boxes dead-letters list",
                        "WARN waiting facts: 1: 1 of label-events/label/ada behind dead letter " + letter
                                + ", since 0 s -> redrive or discard that dead letter: orderly boxes dead-letters list");
    }

    @Test
    void facts_that_wait_without_a_dead_letter_come_by_themselves_or_the_table_lacks_rows() throws SQLException {
        service.receive("label-events", written("ada", 1, "\"a\""));
        service.receive("label-events", written("bob", 3, "\"c\""));
        service.receive("label-events", written("bob", 4, "\"d\""));
        assertThat(look(SHELF).getLast())
                .startsWith(
                        "WARN waiting facts: 2: 2 of label-events/label/bob for what comes before number 3, since 0 s ->")
                .contains("comes by itself", "orderly boxes rebuild shows whether labels lacks rows", "set them back");
    }

    @Test
    void facts_that_wait_since_somebody_has_emptied_or_dropped_the_table_are_told_to_have_it_rebuilt()
            throws SQLException {
        service.receive("label-events", written("ada", 1, "\"a\""));
        database.run("TRUNCATE labels");
        service.receive("label-events", written("ada", 2, "\"b\""));
        var rebuilt = " -> labels, which counts them, is empty: orderly boxes rebuild --execute";
        assertThat(look(SHELF).getLast()).startsWith("WARN waiting facts: 1: ").endsWith(rebuilt);
        database.run("DROP TABLE labels");
        assertThat(look(SHELF)).contains("OK dead letters: none is open");
        assertThat(look(SHELF).getLast()).endsWith(rebuilt);
    }

    @Test
    void a_table_that_is_gone_is_named_with_what_helps() throws SQLException {
        assertThat(lookAll()).anyMatch(each -> each.startsWith("OK tables: up to date"));
        database.run("DROP TABLE labels, boxes, replay_partitions");
        assertThat(lookAll().stream().filter(each -> each.contains("tables:")))
                .containsExactly(
                        "BAD tables: table boxes is gone -> when all of outbox is in Kafka, as the doctor tells: DROP SCHEMA public CASCADE;"
                                + " CREATE SCHEMA public; then: orderly boxes recover --execute",
                        "BAD tables: table labels is gone -> orderly boxes rebuild --execute",
                        "BAD tables: table replay_partitions is gone -> when all of outbox is in Kafka, as the doctor tells: DROP SCHEMA public"
                                + " CASCADE; CREATE SCHEMA public; then: orderly boxes recover --execute");
    }

    @Test
    void replays_that_were_left_are_told_and_how_they_go_on() throws SQLException {
        for (var run : List.of(
                "r-1', 't', false, 0, 'RUNNING", "r-2', 't', false, 0, 'RUNNING", "r-3', 't', false, 0, 'PAUSED")) {
            database.run("INSERT INTO replays (run_id, topic, effects, rate, status) VALUES ('" + run + "')");
        }
        database.run("INSERT INTO leases VALUES ('replay/r-1', 'x', 1, now() + interval '30 s')");
        assertThat(look(new ReplaysCheck("boxes")))
                .containsExactly(
                        "OK replays: r-1 of t is at work",
                        "WARN replays: r-2 of t was left by the process that ran it -> orderly boxes replays resume r-2"
                                + " --execute, or abort",
                        "WARN replays: r-3 of t is paused -> orderly boxes replays resume r-3 --execute, or abort");
    }

    @Test
    void a_transaction_that_stays_open_is_told_with_what_ends_it() throws SQLException {
        try (var other = database.connect();
                var begun = other.createStatement()) {
            other.setAutoCommit(false);
            begun.execute("SET application_name = 'forgotten'; SELECT pg_current_xact_id()");
            await().until(() ->
                    look(new LongTransactions(Duration.ofMillis(1))).getFirst().startsWith("WARN"));
            var found = look(new LongTransactions(Duration.ofMillis(1)));
            assertThat(found.getFirst())
                    .contains("application 'forgotten', idle in transaction; it holds back the relay -> ")
                    .containsPattern("pid (\\d+) .* SELECT pg_terminate_backend\\(\\1\\)");
            other.rollback();
        }
        assertThat(look(new LongTransactions(Duration.ofMinutes(1))))
                .containsExactly("OK transactions: none that writes has been open for more than 60 s");
    }

    /// The relay goes by transaction ids, which only writers have.
    @Test
    void a_transaction_that_only_reads_holds_back_nothing_and_is_not_told() throws SQLException {
        try (var other = database.connect();
                var begun = other.createStatement()) {
            begun.execute("SET application_name = 'reader'");
            other.setAutoCommit(false);
            begun.execute("SELECT count(*) FROM outbox");
            await().until(() -> database.texts("""
                            SELECT pid FROM pg_stat_activity WHERE application_name = 'reader'
                            AND xact_start < now() - interval '1 ms'""").size() == 1);
            assertThat(look(new LongTransactions(Duration.ofMillis(1)))).noneMatch(each -> each.contains("'reader'"));
        }
    }

    @Test
    void what_cannot_be_looked_at_in_time_is_told_and_the_rest_is_looked_at() throws SQLException {
        try (var other = database.connect();
                var begun = other.createStatement()) {
            other.setAutoCommit(false);
            begun.execute("LOCK TABLE flyway_schema_history");
            var found = lookAll();
            assertThat(found.getFirst()).startsWith("OK postgresql: version ");
            assertThat(found)
                    .anyMatch(each -> each.startsWith("BAD tables: cannot be looked at: ") && each.contains("timeout"))
                    .contains("OK dead letters: none is open", "OK replays: none is under way");
        }
    }

    @Test
    void behind_a_connection_that_is_lost_the_rest_is_left() throws SQLException {
        Check loses = connection -> {
            try (var end = connection.createStatement()) {
                end.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
            return List.of();
        };
        Check isNotAsked = _ -> List.of(Finding.ok("a thing", "is not looked at any more"));
        var found = lookAll(loses, isNotAsked);
        assertThat(found).contains("OK replays: none is under way");
        assertThat(found.getLast())
                .isEqualTo("BAD postgresql: the rest was not looked at: the connection was lost"
                        + " -> see its log, and try again");
    }

    /// None of it is told as a database that is away.
    private List<String> lookAll(Check... own) throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var patient = Patients.of(database.open(), "127.0.0.1:1", "nats://127.0.0.1:1", own)) {
            new DatabaseChecks(patient, AWAY, new LongTransactions(Duration.ofMinutes(1))).look(findings::add);
        }
        assertThat(findings).noneMatch(Finding::isUnreachable);
        return findings.stream().map(DatabaseChecksTest::told).toList();
    }

    private List<String> look(Check check) throws SQLException {
        try (var connection = database.connect()) {
            return check.look(connection).stream().map(DatabaseChecksTest::told).toList();
        }
    }

    static String told(Finding finding) {
        assertThat(finding.todo().isEmpty()).isEqualTo(finding.status() == Status.OK);
        return finding.status() + " " + finding.thing() + ": " + finding.found()
                + (finding.todo().isEmpty() ? "" : " -> " + finding.todo());
    }
}
