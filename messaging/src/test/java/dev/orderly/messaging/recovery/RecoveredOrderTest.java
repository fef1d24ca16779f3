package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A service whose database is empty, and whose topics, its own in a real Kafka, are not.
class RecoveredOrderTest {
    private static final String FACTS = """
            SELECT subject || ' ' || sequence FROM outbox WHERE subject = '%s' ORDER BY id""";

    private static final String POSITIONS = """
            SELECT concat_ws(' ', partition, last_offset, subject, sequence) FROM relay_positions p JOIN outbox o ON o.id = last_id
            ORDER BY partition""";

    private final BoxSite boxes = new BoxSite(BoxDatabase.fresh()).withTopics();

    RecoveredOrderTest() throws SQLException {}

    @AfterEach
    void close() throws Exception {
        boxes.close();
    }

    /// A partition lost its end while the relay had later facts; `reconcile` filled it behind those, and the relay
    /// repeated them.
    @Test
    void facts_that_lie_before_earlier_ones_are_all_had_again_in_the_order_of_their_numbers() throws Exception {
        write(0, "ada", 1, 2, 5, 6, 3, 4, 5, 6);
        write(1, "ben", 1, 4, 5);
        write(1, "cy", 1, 5, 3, 4, 2);
        write(1, "ben", 2, 3);

        assertThat(recover(ExitCode.DONE)).contains("recovered: 16 facts").doesNotContain("missing");

        assertThat(boxes.database.texts("SELECT concat_ws(' ', box, things, version) FROM boxes ORDER BY box"))
                .containsExactly("ada 6 6", "ben 5 5", "cy 5 5");
        assertThat(facts("ada")).containsExactly("ada 1", "ada 2", "ada 3", "ada 4", "ada 5", "ada 6");
        assertThat(facts("ben")).containsExactly("ben 1", "ben 2", "ben 3", "ben 4", "ben 5");
        assertThat(boxes.database.texts(POSITIONS)).containsExactly("0 7 ada 6", "1 9 ben 3");
        agrees();
    }

    @Test
    void what_no_topic_has_is_counted_and_said_once() throws Exception {
        write(0, "ada", 1, 6, 7, 3, 6, 7);

        assertThat(recover(ExitCode.PARTLY_DONE)).contains("3 facts are missing between others");

        assertThat(facts("ada")).containsExactly("ada 1", "ada 3", "ada 6", "ada 7");
        assertThat(boxes.database.texts("SELECT things || ' ' || version FROM boxes"))
                .containsExactly("4 7");
        agrees();
    }

    /// A relay that was paused repeats what it had under way.
    @Test
    void a_partition_that_ends_with_repeated_facts_agrees_with_the_database() throws Exception {
        write(0, "ada", 1, 2, 3, 1, 2);

        recover(ExitCode.DONE);

        assertThat(
                        boxes.database.texts(
                                "SELECT p.last_offset || ' ' || o.sequence FROM relay_positions p JOIN outbox o ON o.id = last_id"))
                .containsExactly("4 2");
        agrees();
    }

    /// Somebody has typed them, in the service's name.
    @Test
    void what_the_service_could_not_have_written_neither_stops_it_nor_counts() throws Exception {
        write(0, "ada", 1);
        recover(ExitCode.DONE);

        boxes.send(boxes.events, 0, BoxSite.added("typed-1", "ada", 2).replace("\"things\":1", "\"things\":\"x\""));
        boxes.send(boxes.events, 0, BoxSite.added("typed-2", "ada", 2).replace("box.added", "box.painted"));

        agrees();
        boxes.database.run("DELETE FROM relay_positions");
        boxes.database.run("DELETE FROM outbox");
        assertThat(recover(ExitCode.DONE))
                .contains(
                        "recovered: 1 fact,",
                        "left out: 2 in the service's name that this version could not have written\n  "
                                + boxes.events.name() + ":0:1, data.things must be",
                        boxes.events.name() + ":0:2, type box.painted is not known");
        agrees();
    }

    @Test
    void what_somebody_has_typed_does_nothing_to_a_terminal() throws Exception {
        boxes.send(boxes.events, 0, BoxSite.added("typed", "ada", 2).replace("box.added", "box.\\u001b[31mred"));
        write(0, "ada", 1);
        assertThat(recover(ExitCode.DONE))
                .contains("left out: 1 in the service's name", "[31mred is not known")
                .doesNotContain("\u001b");
    }

    @Test
    void a_fact_that_bears_the_number_of_another_changes_nothing_and_is_known_from_then_on() throws Exception {
        write(0, "ada", 1, 2, 3);
        boxes.send(boxes.events, 0, BoxSite.added("typed", "ada", 2).replace("\"things\":1", "\"things\":9"));

        assertThat(recover(ExitCode.PARTLY_DONE))
                .contains(
                        "recovered: 3 facts",
                        "left out: 1 with the number of another fact, which counts\n  " + boxes.events.name()
                                + ":0:3, number 2 of ada");

        assertThat(boxes.database.texts("SELECT things || ' ' || version FROM boxes"))
                .containsExactly("3 3");
        assertThat(boxes.database.texts(POSITIONS)).containsExactly("0 3 ada 2");
        agrees();
    }

    /// Somebody has typed a fact again, and changed it.
    @Test
    void a_record_with_the_id_of_a_fact_and_other_data_is_not_taken_for_that_fact() throws Exception {
        write(0, "ada", 1, 2, 3);
        boxes.send(boxes.events, 0, BoxSite.added("ada-3", "ada", 3).replace("\"things\":1", "\"things\":9"));

        assertThat(recover(ExitCode.DONE)).contains("recovered: 3 facts");

        assertThat(boxes.database.texts("SELECT things || ' ' || version FROM boxes"))
                .containsExactly("3 3");
        agrees();
    }

    /// It had more records, and more leaders.
    @Test
    void what_was_settled_of_a_topic_that_had_the_name_before_says_nothing_of_this_one() throws Exception {
        write(0, "ada", 1);
        boxes.put("ben", "cy");
        var before = new OffsetAndMetadata(5, Optional.of(7), UUID.randomUUID().toString());
        boxes.admin
                .alterConsumerGroupOffsets("boxes", Map.of(new TopicPartition(boxes.commands.name(), 0), before))
                .all()
                .get();

        recover(ExitCode.DONE);

        assertThat(boxes.database.texts("SELECT offsets FROM handled_offsets")).isEmpty();
    }

    /// Somebody has typed it before the service gave that number.
    @Test
    void of_two_facts_of_one_number_that_counts_which_the_database_had() throws Exception {
        write(0, "ada", 1, 2);
        recover(ExitCode.DONE);
        boxes.send(boxes.events, 1, BoxSite.added("typed", "cy", 1).replace("\"things\":1", "\"things\":9"));
        boxes.send(boxes.events, 0, BoxSite.added("typed", "ada", 3).replace("\"things\":1", "\"things\":9"));
        boxes.database.run("""
                INSERT INTO outbox (kind, topic, payload, headers, message_id, type, subject, sequence, causation_id)
                VALUES ('fact', '%s', '', '\\x00000000', 'ada-3', 'box.added', 'ada', 3, '')""".formatted(boxes.events.name()));
        write(1, "ada", 3);

        assertThat(recover(ExitCode.PARTLY_DONE))
                .contains("lacking: 1 record of a fact\n", ":0:2, number 3 of ada", "recovered: 4 facts");

        assertThat(boxes.database.texts("SELECT box || ' ' || things FROM boxes ORDER BY box"))
                .containsExactly("ada 3", "cy 9");
        agrees();
    }

    /// What the service would find when it starts.
    private void agrees() {
        assertThat(recover(ExitCode.DONE)).contains("there is nothing to recover");
    }

    private List<String> facts(String box) throws SQLException {
        return boxes.database.texts(FACTS.formatted(box));
    }

    /// The same fact is the same record, byte for byte.
    private void write(int partition, String box, long... numbers) throws Exception {
        for (var number : numbers) {
            boxes.send(boxes.events, partition, BoxSite.added(box + "-" + number, box, number));
        }
    }

    /// @return what it said
    private String recover(ExitCode expected) {
        return Ended.of(new RecoverCommand(_ -> boxes.open()), "recover", "--execute")
                .with(expected)
                .err();
    }
}
