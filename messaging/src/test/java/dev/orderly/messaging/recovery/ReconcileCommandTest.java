package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.store.BoxDatabase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconcileCommandTest {

    @Test
    void who_only_looks_does_not_bring_an_earlier_version_s_tables_up_to_date() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.of("9"))) {
            var before = boxes.schema();
            var looked = reconcile(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.with(ExitCode.FAILED).err())
                    .contains("the tables of the database at here are not this version's; start boxes once");
        }
    }

    @Test
    void who_only_looks_makes_no_tables() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.empty())) {
            var before = boxes.schema();
            var looked = reconcile(boxes);
            assertThat(boxes.schema()).isEqualTo(before);
            assertThat(looked.done().err()).contains("has no tables yet");
        }
    }

    @Test
    void who_only_looks_is_told_of_topics_that_are_not_there_and_makes_none() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.fresh())) {
            var events = boxes.events.name();
            wasSent(boxes, BoxSite.added("1", "a", 1));
            var looked = reconcile(boxes);
            assertThat(boxes.topics()).doesNotContain(events, boxes.commands.name());
            assertThat(looked.done().err())
                    .contains(
                            "Kafka has no topic " + events + "; with --execute it is made",
                            "Kafka has no topic " + boxes.commands.name(),
                            "records are missing in %s (1 of its partitions)".formatted(events),
                            "1 record to be filled in",
                            "nothing is done yet");

            assertThat(reconcile(boxes, "--execute").done().err()).contains("filled in");
            assertThat(boxes.topics()).contains(events, boxes.commands.name());
            assertThat(reconcile(boxes).done().err()).contains("there is nothing to reconcile");
        }
    }

    /// To a topic that is gone.
    private static void wasSent(BoxSite boxes, String fact) throws Exception {
        boxes.database.run("""
                INSERT INTO outbox (kind, topic, message_key, payload, headers, message_id, type, subject, sequence, causation_id)
                VALUES ('fact', '%1$s', '', convert_to('%2$s', 'UTF8'), '\\x00000000', '1', 'box.added', 'a', 1, '');
                UPDATE relay_cursor SET cursor = 1;
                INSERT INTO relay_positions VALUES ('%1$s', 0, '00000000-0000-0000-0000-000000000001', 0, 1)""".formatted(boxes.events.name(), fact));
    }

    private static Ended reconcile(BoxSite boxes, String... more) {
        return Ended.of(
                new ReconcileCommand(_ -> boxes.open()),
                Stream.concat(Stream.of("reconcile"), Arrays.stream(more)).toArray(String[]::new));
    }
}
