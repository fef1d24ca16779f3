package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.store.BoxDatabase;
import java.util.Arrays;
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
            var before = boxes.schema();
            var looked = recover(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.done().err())
                    .contains(
                            "the database at here has no tables yet",
                            "the database lacks facts that topic " + boxes.events.name() + " has",
                            "2 records: own ones go into the outbox and the tables",
                            "nothing is done yet");

            assertThat(recover(boxes, "--execute").done().err()).contains("recovered: 2 facts");
            assertThat(boxes.database.texts("SELECT box || ' ' || things FROM boxes"))
                    .containsExactly("a 2");
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
