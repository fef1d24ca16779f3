package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.messaging.topology.Topology.Shape;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {
    private static final Topic EVENTS = new Topic("box-events", Topic.Retention.FOR_EVER, Boxes.EVENTS.types());
    private static final UUID ID = new UUID(1, 2);

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final BoxDatabase database = BoxDatabase.fresh();

    AgreementTest() throws SQLException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_fact_that_was_acknowledged_and_not_noted_is_still_to_be_relayed() throws SQLException {
        hasFacts("first", "second");
        isNoted(1, 0);
        assertThat(look("first", "second")).isEmpty();
    }

    /// A relay was paused, another took over, and the first woke up and repeated what it had under way.
    @Test
    void a_fact_that_was_repeated_behind_the_last_note_is_not_unknown() throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        assertThat(look("first", "second", "second")).isEmpty();
    }

    @Test
    void a_fact_of_long_ago_that_was_repeated_is_not_unknown() throws SQLException {
        hasFacts("old");
        database.run("SELECT setval('outbox_id', 2500000)");
        hasFacts("new");
        isNoted(2500001, 0);
        assertThat(look("new", "old")).isEmpty();
    }

    @Test
    void a_fact_that_the_database_does_not_have_was_lost_there() throws SQLException {
        hasFacts("first");
        isNoted(1, 0);
        assertThat(look("first", "second"))
                .hasValueSatisfying(found -> assertThat(found.mend()).contains("recover"));
    }

    @Test
    void what_only_bears_its_name_and_cannot_be_read_is_no_fact_of_the_service() throws SQLException {
        hasFacts("first");
        isNoted(1, 0);
        assertThat(look("first", "second\",\"time\":\"never")).isEmpty();
    }

    @Test
    void a_topic_that_ends_before_the_last_note_has_lost_records() throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        assertThat(look("first"))
                .hasValueSatisfying(found -> assertThat(found.mend()).contains("reconcile"));
    }

    /// Its end was cut, and others have written there since.
    @Test
    void a_topic_with_another_record_where_the_last_note_was_has_lost_records() throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        assertThat(look("first", "another", "third"))
                .hasValueSatisfying(found -> assertThat(found.mend()).contains("reconcile"));
    }

    @Test
    void a_row_that_the_outbox_has_dropped_is_not_asked_for() throws SQLException {
        hasFacts("first");
        isNoted(2, 1);
        assertThat(look("first", "any")).isPresent();
        database.run("UPDATE relay_positions SET last_id = 99");
        assertThat(look("first", "first")).isEmpty();
    }

    @Test
    void a_topic_that_is_not_there_has_lost_what_it_had() throws SQLException {
        hasFacts("first");
        isNoted(1, 0);
        assertThat(new Agreement("boxes", database.source(), new MockConsumer<>("earliest"))
                        .lost(List.of(EVENTS), Map.of("boxes-dlt", new Shape(ID, 0))))
                .containsExactly("box-events-0");
    }

    /// A system under load writes thousands of facts while this looks.
    @Test
    void many_facts_are_looked_for_among_many_in_less_time_than_a_statement_may_take() throws SQLException {
        var ids = IntStream.range(0, 5_000)
                .mapToObj(n -> n == 0 ? "first" : "fact-" + n)
                .toArray(String[]::new);
        hasFacts("first");
        isNoted(1, 0);
        database.run("""
                INSERT INTO outbox (kind, topic, message_key, payload, headers, message_id, type, subject, sequence, causation_id)
                SELECT 'fact', 'box-events', '', '', '\\x00000000', 'fact-' || n, '', '', 1, '' FROM generate_series(0, 199999) n""");
        database.run("UPDATE relay_cursor SET cursor = 200001");
        assertThat(look(ids)).isEmpty();
    }

    /// Not every message leads to a fact of one's own.
    @Test
    void what_the_service_has_settled_and_the_database_does_not_know_was_lost_there() throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        isHandled("[0,1)");
        isSettled(1, ID.toString());
        assertThat(look("first", "second")).isEmpty();

        isSettled(2, ID.toString());
        assertThat(look("first", "second"))
                .hasValueSatisfying(found -> assertThat(found.mend()).contains("recover"));

        isHandled("[0,2)");
        assertThat(look("first", "second")).isEmpty();
    }

    /// The topic had lost its end, and what came in its place was settled after the backup was made.
    @Test
    void what_it_knows_of_lost_records_does_not_count_for_those_that_came_in_their_places() throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        isHandled("[0,2)");
        isSettledUnder(7);
        assertThat(look("first", "second"))
                .hasValueSatisfying(found -> assertThat(found.mend()).contains("recover"));
        isSettledUnder(0);
        assertThat(look("first", "second")).isEmpty();
    }

    private void isSettledUnder(int epoch) {
        committed.put(new TopicPartition("box-events", 0), new OffsetAndMetadata(2, Optional.of(epoch), ID.toString()));
    }

    /// By somebody, or of another topic of the same name, or of records that the topic has lost.
    @ParameterizedTest
    @CsvSource({"2, ''", "2, 00000000-0000-0009-0000-000000000009", "3, 00000000-0000-0001-0000-000000000002"})
    void offsets_that_the_service_has_not_reached_in_this_topic_do_not_count(long offset, String mark)
            throws SQLException {
        hasFacts("first", "second");
        isNoted(2, 1);
        isSettled(offset, mark);
        assertThat(look("first", "second")).isEmpty();
    }

    private void isHandled(String offsets) throws SQLException {
        database.run("""
                INSERT INTO handled_offsets (topic, topic_id, partition, epoch, offsets) VALUES ('box-events', '%s', 0, 0, '{%s}')
                ON CONFLICT (topic_id, partition, epoch) DO UPDATE SET offsets = excluded.offsets""".formatted(ID, offsets));
    }

    private void isSettled(long offset, String mark) {
        committed.put(new TopicPartition("box-events", 0), new OffsetAndMetadata(offset, mark));
    }

    private void hasFacts(String... ids) throws SQLException {
        for (var id : ids) {
            database.run("""
                    INSERT INTO outbox (kind, topic, message_key, payload, headers, message_id, type, subject, sequence, causation_id)
                    VALUES ('fact', 'box-events', '', convert_to('%s', 'UTF8'), '\\x00000000', '%s', '', '', 1, '')""".formatted(value(id), id));
        }
    }

    private static String value(String id) {
        return """
                {"type":"box.added","source":"/orderly/boxes","id":"%s","subject":"b","sequence":"1","data":{"box":"b","things":1}}""".formatted(id);
    }

    private void isNoted(long cursor, long offset) throws SQLException {
        database.run(
                "UPDATE relay_cursor SET cursor = %d; INSERT INTO relay_positions VALUES ('box-events', 0, '%s', %d, %1$d)"
                        .formatted(cursor, ID, offset));
    }

    private Optional<Disagreement> look(String... records) throws SQLException {
        var kafka = new MockConsumer<byte[], byte[]>("earliest");
        var partition = new TopicPartition("box-events", 0);
        kafka.updateBeginningOffsets(Map.of(partition, 0L));
        kafka.updateEndOffsets(Map.of(partition, (long) records.length));
        for (int looks = 0; looks < 2; looks++) { // at the last record, and behind it
            kafka.schedulePollTask(() -> {
                for (int i = 0; i < records.length; i++) {
                    kafka.addRecord(new ConsumerRecord<>(
                            "box-events", 0, i, new byte[0], value(records[i]).getBytes(StandardCharsets.UTF_8)));
                }
            });
        }
        return new Agreement("boxes", database.source(), kafka)
                .look(
                        List.of(EVENTS),
                        Map.of("box-events", new Shape(ID, 1), "boxes-dlt", new Shape(ID, 0)),
                        committed);
    }
}
