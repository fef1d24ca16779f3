package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.deadletter.LetterDesk;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.HeaderBytes;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the database knows of dead letters, and what their topic tells of them.
class DeadLetterAgreementTest {
    private static final String TOPIC = "boxes-dlt";

    private final LetterDesk desk;

    DeadLetterAgreementTest() throws SQLException {
        desk = new LetterDesk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /// Of an operator's decision nothing else tells: no fact follows, and no offset is settled.
    @Test
    void a_decision_that_an_old_backup_lacks_was_lost_there() throws SQLException {
        var letter = desk.service.receive("box-commands", "not json");
        desk.run("discard", letter, "--because", "typed by mistake", "--execute")
                .done();
        var told = told();
        assertThat(told).hasSize(2);
        assertThat(look(told)).isEmpty();

        desk.database.run("DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)");
        assertThat(look(told)).hasValueSatisfying(found -> {
            assertThat(found.behind()).isEqualTo(Behind.DATABASE);
            assertThat(found.why()).isEqualTo("the database lacks what topic boxes-dlt tells of dead letters");
        });
    }

    /// A relay that was paused while another took over repeats what it had under way.
    @Test
    void what_is_repeated_there_is_known() throws SQLException {
        desk.service.receive("box-commands", "not json", new Header("x-none", null));
        var told = new ArrayList<>(told());
        told.addAll(told());
        assertThat(look(told)).isEmpty();
    }

    @Test
    void what_somebody_else_has_put_there_is_not_asked_for() throws SQLException {
        assertThat(look(List.of(new Told(null, new byte[] {'x'}, List.of())))).isEmpty();
    }

    private record Told(byte[] key, byte[] value, List<Header> headers) {}

    /// All that the outbox has for the topic.
    private List<Told> told() throws SQLException {
        try (var connection = desk.database.connect();
                var select = connection.prepareStatement(
                        "SELECT message_key, payload, headers FROM outbox WHERE topic = '" + TOPIC + "' ORDER BY id");
                var row = select.executeQuery()) {
            var told = new ArrayList<Told>();
            while (row.next()) {
                told.add(new Told(row.getBytes(1), row.getBytes(2), HeaderBytes.read(row.getBytes(3))));
            }
            return told;
        }
    }

    private Optional<Disagreement> look(List<Told> records) throws SQLException {
        var kafka = new MockConsumer<byte[], byte[]>("earliest");
        var partition = new TopicPartition(TOPIC, 0);
        kafka.updateBeginningOffsets(Map.of(partition, 0L));
        kafka.updateEndOffsets(Map.of(partition, (long) records.size()));
        kafka.schedulePollTask(() -> {
            for (int i = 0; i < records.size(); i++) {
                kafka.addRecord(record(i, records.get(i)));
            }
        });
        return new Agreement("boxes", desk.database.source(), kafka)
                .look(List.of(), Map.of(TOPIC, new Shape(new UUID(1, 2), 1)), Map.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Told told) {
        var headers = new RecordHeaders();
        told.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                told.key(),
                told.value(),
                headers,
                Optional.empty());
    }
}
