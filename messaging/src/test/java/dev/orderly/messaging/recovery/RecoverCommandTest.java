package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.store.BoxDatabase;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecoverCommandTest {

    @Test
    void who_only_looks_does_not_bring_an_earlier_version_s_tables_up_to_date() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.of("9")).withTopics()) {
            boxes.send(boxes.events, BoxSite.added("1", "a", 1));
            var before = boxes.schema();
            var looked = recover(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.with(ExitCode.FAILED).err())
                    .contains("the tables of the database at here are not this version's; start boxes once");
        }
    }

    @Test
    void the_plan_is_shown_of_a_database_without_tables_and_makes_none() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.empty()).withTopics()) {
            boxes.send(boxes.events, BoxSite.added("1", "a", 1));
            boxes.send(boxes.events, BoxSite.added("2", "a", 2));
            boxes.put("b");
            var before = boxes.schema();
            var looked = recover(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.done().err())
                    .contains(
                            "the database at here has no tables yet",
                            "the database lacks facts that topic " + boxes.events.name() + " has",
                            "2 records: own ones go into the outbox and the tables",
                            "lacking: all facts\n",
                            "nothing is done yet");

            assertThat(recover(boxes, "--execute").done().err())
                    .contains(
                            "recovered: 2 facts",
                            "1 record was not settled, and handled when the service goes on: the state is not whole before");
            assertThat(boxes.database.texts("SELECT box || ' ' || things FROM boxes"))
                    .containsExactly("a 2");
        }
    }

    /// Somebody may have typed it.
    @Test
    void each_fact_that_the_database_lacks_is_named_before_it_is_taken_for_true() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.empty()).withTopics()) {
            var place = boxes.events.name() + ":0:";
            boxes.send(boxes.events, BoxSite.added("1", "a", 1));
            recover(boxes, "--execute").done();
            boxes.send(boxes.events, BoxSite.added("2", "a", 2));
            boxes.send(boxes.events, BoxSite.added("3", "a", 3).replace("\"things\":1", "\"things\":\"x\""));

            assertThat(recover(boxes).done().err())
                    .contains(
                            "lacking: 1 record of a fact\n  " + place + "1, box.added of a, number 2, at ",
                            "to be left out: 1 in the service's name that this version could not have written\n  "
                                    + place + "2, data.things must be");
            assertThat(recover(boxes, "--json").done().out())
                    .contains("\"lacking\":1,\"facts\":[{\"place\":\"" + place + "1\"", "\"leftOut\":1");
            assertThat(recover(boxes, "--execute").done().err())
                    .contains("lacking: 1 record of a fact\n  " + place + "1", "recovered: 2 facts", "left out: 1 in");
        }
    }

    @Test
    void of_many_facts_that_are_lacking_the_earliest_are_named() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.empty()).withTopics()) {
            boxes.send(boxes.events, BoxSite.added("f0", "a", 1));
            assertThat(recover(boxes, "--execute").done().err()).doesNotContain("lacking");
            for (int n = 2; n <= 13; n++) {
                boxes.send(boxes.events, BoxSite.added("f" + n, "a", n));
            }
            assertThat(recover(boxes).done().err())
                    .containsSubsequence(
                            "lacking: 12 records of facts",
                            ":0:1, box.added of a, number 2,",
                            ":0:2, box.added of a, number 3,",
                            ":0:10, box.added of a, number 11,",
                            "  and 2 more");
        }
    }

    /// What the service has done since the first was done would be thrown away.
    @Test
    void of_two_at_once_the_second_leaves_alone_what_the_first_has_recovered() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.fresh()).withTopics();
                var first = boxes.database.connect()) {
            boxes.send(boxes.events, BoxSite.added("1", "a", 1));
            first.setAutoCommit(false);
            try (var lease = first.createStatement()) {
                lease.execute("INSERT INTO leases VALUES ('relay', 'recover', 1, now())");
            }
            var second = CompletableFuture.supplyAsync(() -> recover(boxes, "--execute"));
            await("it waits")
                    .until(() -> boxes.database
                                    .texts(
                                            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
                                    .size()
                            == 1);
            boxes.database.run("""
                    INSERT INTO outbox (kind, topic, payload, headers, message_id, type, subject, sequence, causation_id)
                    VALUES ('fact', '%s', '', '\\x00000000', '1', 'box.added', 'a', 1, '')""".formatted(boxes.events.name()));
            first.commit();
            assertThat(second.get().done().err()).contains("another has recovered it meanwhile");
            assertThat(boxes.database.texts("SELECT message_id FROM outbox")).containsExactly("1");
        }
    }

    @Test
    void nothing_is_to_be_recovered_where_nothing_ever_happened() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.empty()).withTopics()) {
            boxes.send(boxes.events, "not by the service");
            var before = boxes.schema();
            var looked = recover(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.done().err()).contains("has no tables yet", "there is nothing to recover");
        }
    }

    private static Ended recover(BoxSite boxes, String... more) {
        return Ended.of(
                new RecoverCommand(_ -> boxes.open()),
                Stream.concat(Stream.of("recover"), Arrays.stream(more)).toArray(String[]::new));
    }
}
