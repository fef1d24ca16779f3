package dev.orderly.messaging.deadletter;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Dead letters that are handed to their service again.
class RedriveTest {
    private static final String NO_TEXT = "17";

    private LetterDesk desk;

    @BeforeEach
    void open() throws SQLException {
        desk = new LetterDesk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_command_is_handled_once_its_cause_is_gone_and_nothing_happens_before_it_is_told_to() {
        var id = desk.buriedCommand("m-1", 5);

        var shown = desk.run("redrive", id).done();
        assertThat(shown.out()).contains(id + "  box.put b  (bug)  can be handled now");
        assertThat(shown.err()).contains("1 of 1 would be redriven; nothing was changed, --execute does it");
        assertThat(desk.status(id)).isEqualTo("OPEN 0");
        assertThat(desk.texts("SELECT stream FROM waiting")).isEmpty();

        var done = desk.run("redrive", id, "--execute").done();
        assertThat(done.out()).contains(id + "  box.put b  (bug)  handled -> box.added");
        assertThat(done.err()).contains("1 of 1 redriven");
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.status(id)).isEqualTo("REDRIVEN 0");
        assertThat(desk.texts("SELECT stream FROM waiting")).isEmpty();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.service.outcomes()).endsWith("Duplicate");
        assertThat(desk.things("b")).isEqualTo(5);
    }

    @Test
    void the_topic_of_dead_letters_tells_of_it_beside_the_burial() {
        var id = desk.buriedCommand("m-1", 5);
        desk.run("redrive", id, "--execute").done();

        assertThat(desk.told()).hasSize(2);
        assertThat(desk.told().getFirst())
                .containsEntry("value", put("m-1", "b", 5))
                .containsEntry("dlt-reason", "bug")
                .doesNotContainKey("dlt-status");
        assertThat(desk.told().getLast())
                .containsEntry("value", "none")
                .containsEntry("kafka_dlt-original-topic", "box-commands")
                .containsEntry("dlt-status", "redriven")
                .containsEntry("dlt-hops", "0")
                .doesNotContainKeys("dlt-reason", "dlt-because");
        assertThat(desk.texts("SELECT encode(message_key, 'hex') FROM outbox WHERE topic = 'boxes-dlt'"))
                .containsOnly("09");
    }

    @Test
    void a_burial_and_what_is_decided_can_be_sent_to_an_empty_topic_however_old_they_are() throws SQLException {
        var id = desk.buriedCommand("m-1", 5);
        desk.run("redrive", id, "--execute").done();
        try (var connection = desk.database.connect()) {
            connection.createStatement().execute("UPDATE outbox SET created_at = now() - interval '1 year'");
            var kept = new Archive(connection).read(0, Long.MAX_VALUE, List.of("boxes-dlt"), 10);
            assertThat(kept).hasSize(2);
        }
    }

    @Test
    void a_fact_lets_go_what_waited_behind_it_in_order() {
        var id = buriedFact();
        desk.service.receive("label-events", written("b", 3, "\"c\""));
        assertThat(desk.words("b")).isEqualTo("a");
        assertThat(desk.run("redrive", id).with(ExitCode.FAILED).out()).contains("; 2 waiting behind it");

        var other = LetterDesk.file(written("b", 3, "\"b\""));
        assertThat(desk.run("redrive", id, "--execute", "--payload", other)
                        .with(ExitCode.FAILED)
                        .out())
                .contains("another fact than number 2 of label-events/label/b");
        var foreign = LetterDesk.file(written("b", 2, "\"b\"").replace("/orderly/labels", "/elsewhere"));
        assertThat(desk.run("redrive", id, "--execute", "--payload", foreign)
                        .with(ExitCode.FAILED)
                        .out())
                .contains("does not heed its source");

        var mended = LetterDesk.file(written("b", 2, "\"b\""));
        assertThat(desk.run("redrive", id, "--execute", "--payload", mended)
                        .done()
                        .out())
                .contains("handled; 2 released");
        assertThat(desk.words("b")).isEqualTo("abcc");
        assertThat(desk.version("b")).isEqualTo(4);
    }

    @Test
    void a_fact_waits_for_an_earlier_one_that_is_missing() {
        var id = desk.service.receive("label-events", written("b", 2, NO_TEXT));
        var mended = LetterDesk.file(written("b", 2, "\"b\""));
        assertThat(desk.run("redrive", id, "--execute", "--payload", mended)
                        .done()
                        .out())
                .contains("waits for an earlier fact");
        assertThat(desk.status(id)).isEqualTo("REDRIVEN 0");
        desk.service.receive("label-events", written("b", 1, "\"a\""));
        desk.service.recall();
        assertThat(desk.words("b")).isEqualTo("ab");
    }

    @Test
    void what_fails_again_is_the_same_dead_letter_and_comes_back_three_times_at_most() {
        var id = desk.buriedCommand("m-1", 5);
        desk.service.isBroken(true);
        for (int hops = 1; hops <= 3; hops++) {
            var again = desk.run("redrive", id, "--execute").with(ExitCode.FAILED);
            assertThat(again.out()).contains("dead-lettered again: bug");
            assertThat(again.err()).contains("0 of 1 redriven");
            assertThat(desk.status(id)).isEqualTo("OPEN " + hops);
            assertThat(desk.told().getLast())
                    .containsEntry("value", put("m-1", "b", 5))
                    .containsEntry("dlt-hops", Integer.toString(hops))
                    .doesNotContainKeys("dlt-status", "dlt-redriven");
        }
        desk.service.isBroken(false);
        var payload = LetterDesk.file(put("m-1", "b", 5));
        for (var more : new String[][] {{}, {"--payload", payload}}) {
            var refused = desk.run(arguments(new String[] {"redrive", id, "--execute"}, more))
                    .with(ExitCode.FAILED);
            assertThat(refused.out()).contains("it came back 3 times; discard it, and send a mended message");
        }
        assertThat(desk.things("b")).isZero();
        assertThat(desk.texts("SELECT event FROM dead_letter_history ORDER BY id"))
                .containsExactly("BURIED", "REDRIVEN", "BURIED", "REDRIVEN", "BURIED", "REDRIVEN", "BURIED");
        assertThat(desk.texts("SELECT id FROM dead_letters")).hasSize(1);
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b")).as("its id is free").isEqualTo(5);
    }

    @Test
    void what_was_sent_in_again_and_handled_is_not_handled_twice() {
        var id = desk.buriedCommand("m-1", 5);
        desk.service.receive("box-commands", put("m-1", "b", 5));
        var edited = LetterDesk.file(put("m-1", "b", 7));
        for (var more : new String[][] {{}, {"--execute"}, {"--execute", "--payload", edited}}) {
            assertThat(desk.run(arguments(new String[] {"redrive", id}, more))
                            .with(ExitCode.FAILED)
                            .out())
                    .contains("it was sent in again and handled meanwhile; discard it");
        }
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.status(id)).isEqualTo("OPEN 0");
        assertThat(desk.told()).hasSize(1);
    }

    @Test
    void what_was_decided_about_is_not_decided_about_again() {
        var redriven = desk.buriedCommand("m-1", 5);
        var discarded = desk.buriedCommand("m-2", 5);
        desk.run("redrive", redriven, "--execute").done();
        desk.run("discard", discarded, "--because", "not needed", "--execute").done();
        assertThat(desk.run("redrive", redriven, "--execute")
                        .with(ExitCode.FAILED)
                        .out())
                .contains("it was redriven already");
        assertThat(desk.run("redrive", discarded, "--execute")
                        .with(ExitCode.FAILED)
                        .out())
                .contains("it was discarded");
        assertThat(desk.things("b")).isEqualTo(5);
    }

    @Test
    void nothing_is_decided_on_a_database_on_which_the_service_would_not_work() {
        var id = desk.buriedCommand("m-1", 5);
        desk.finds(_ -> Optional.of(
                new Disagreement(Behind.DATABASE, "the database lacks facts", "orderly boxes recover --execute")));
        desk.run("list").done();
        assertThat(desk.run("list", "--subject", "nobody").with(ExitCode.FAILED).err())
                .containsSubsequence("no dead letter matches", "first: orderly boxes recover");
        assertThat(desk.run("redrive", "--subject", "nobody")
                        .with(ExitCode.FAILED)
                        .err())
                .containsSubsequence("no open dead letter matches", "first: orderly boxes recover");
        assertThat(desk.run("show", "box-commands:0:999").with(ExitCode.FAILED).err())
                .contains("there is no dead letter box-commands:0:999", "first: orderly boxes recover");
        var redrive = new String[] {"redrive", id, "--execute"};
        var discard = new String[] {"discard", id, "--because", "not needed", "--execute"};
        for (var decision : List.of(redrive, discard)) {
            assertThat(desk.run(decision).with(ExitCode.FAILED).err()).contains("first: orderly boxes recover");
        }
        assertThat(desk.status(id)).isEqualTo("OPEN 0");
        desk.run("redrive", id).done();
        desk.run("list").done();
    }

    @Test
    void two_operators_and_the_service_at_once_handle_it_once() throws Exception {
        for (int i = 0; i < 10; i++) {
            var id = desk.buriedCommand("m-" + i, 1);
            var together = new CyclicBarrier(3);
            var one = begin(together, () -> desk.run("redrive", id, "--execute"));
            var other = begin(together, () -> desk.run("redrive", id, "--execute"));
            together.await();
            while (desk.status(id).startsWith("OPEN") || !one.isDone() || !other.isDone()) {
                desk.service.recall();
            }
            assertThat(new ExitCode[] {one.get().code(), other.get().code()})
                    .containsExactlyInAnyOrder(ExitCode.DONE, ExitCode.FAILED);
            assertThat(desk.things("b")).isEqualTo(i + 1);
            assertThat(desk.told()).hasSize(2 * (i + 1));
        }
    }

    private static FutureTask<Ended> begin(CyclicBarrier together, Callable<Ended> work) {
        var task = new FutureTask<>(() -> {
            together.await();
            return work.call();
        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /// A second edited payload would have a second id.
    @Test
    void nobody_decides_by_what_has_changed_since_it_was_looked_at() {
        var id = desk.buriedCommand("m-1", 5);
        desk.at(at -> {
            var found = at.letters().get(1);
            var again = new Redrive(at, Optional.of(put("m-1", "b", 5).getBytes(StandardCharsets.UTF_8)));
            desk.service.isBroken(true);
            desk.run("redrive", id, "--execute").with(ExitCode.FAILED);
            desk.service.isBroken(false);
            assertThat(again.execute(found).text()).contains("somebody else decided");
            assertThat(again.execute(at.letters().get(1)).text()).contains("handled -> box.added");
            assertThat(again.execute(found).text()).contains("somebody else decided");
            assertThat(new Discard(at, "not needed").execute(found).text()).contains("somebody else decided");
            return true;
        });
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.status(id)).isEqualTo("REDRIVEN 1");
    }

    @Test
    void json_tells_the_same() {
        var id = desk.buriedCommand("m-1", 5);
        JsonNode told = JsonMapper.shared()
                .readTree(desk.run("redrive", id, "--json").done().out());
        assertThat(told.path("executed").asBoolean()).isFalse();
        assertThat(told.at("/deadLetters/0/id").asString()).isEqualTo(id);
        assertThat(told.at("/deadLetters/0/result").asString()).isEqualTo("POSSIBLE");
    }

    /// The second fact about a box; two that follow wait behind it.
    private String buriedFact() {
        desk.service.receive("label-events", written("b", 1, "\"a\""));
        var id = desk.service.receive("label-events", written("b", 2, NO_TEXT));
        desk.service.receive("label-events", written("b", 4, "\"c\""));
        return id;
    }

    private static String[] arguments(String[] some, String[] more) {
        var all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
