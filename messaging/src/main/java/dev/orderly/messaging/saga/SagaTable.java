package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.store.Table;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Sagas as rows. The key's hash tells in which partition the answers come: the instance which reads them there fires
/// the timers, too.
public final class SagaTable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Entry>> TIMELINE = new TypeReference<>() {};

    private SagaTable() {}

    public static Table<SagaState> of(Sagas sagas) {
        return Table.of(sagas)
                .column("saga_id", "text", SagaState::sagaId)
                .working("definition", "text", SagaState::definition)
                .working("version", "int4", SagaState::version)
                .column("step", "text", SagaState::step)
                .column("turned", "bool", SagaState::turned)
                .working("status", "text", saga -> saga.status().name())
                .working("attempt", "int4", SagaState::attempt)
                .working(
                        "due_at",
                        "timestamptz",
                        saga -> saga.dueAt().map(Timestamp::from).orElse(null))
                .working("failures", "int4", SagaState::failures)
                .working("timeline", "json", saga -> JSON.writeValueAsString(saga.timeline()))
                .working("key_hash", "int4", saga -> keyHash(saga.sagaId()))
                .working(
                        "correlation_id",
                        "text",
                        saga -> saga.story().map(Story::correlationId).orElse(null))
                .working(
                        "traceparent",
                        "text",
                        saga -> saga.story().map(it -> it.trace().traceparent()).orElse(null))
                .counting(SagaState::isOpen)
                .readBy(SagaTable::read);
    }

    /// As Kafka's default partitioner has it: the remainder by the number of partitions is the partition of the key.
    static int keyHash(String sagaId) {
        return Utils.toPositive(Utils.murmur2(sagaId.getBytes(StandardCharsets.UTF_8)));
    }

    static SagaState read(ResultSet row) throws SQLException {
        return read(row, "version", "status");
    }

    /// Of a row in which another table's columns have the names, and the saga's are `saga_version` and `saga_status`.
    public static SagaState joined(ResultSet row) throws SQLException {
        return read(row, "saga_version", "saga_status");
    }

    private static SagaState read(ResultSet row, String version, String status) throws SQLException {
        return new SagaState(
                row.getString("saga_id"),
                row.getString("definition"),
                row.getInt(version),
                row.getString("step"),
                row.getBoolean("turned"),
                Status.valueOf(row.getString(status)),
                row.getInt("attempt"),
                Optional.ofNullable(row.getTimestamp("due_at")).map(Timestamp::toInstant),
                row.getInt("failures"),
                JSON.readValue(row.getString("timeline"), TIMELINE),
                story(row));
    }

    /// None for a saga that began before stories were kept.
    static Optional<Story> story(ResultSet row) throws SQLException {
        var correlationId = row.getString("correlation_id");
        var traceparent = row.getString("traceparent");
        return correlationId == null || traceparent == null
                ? Optional.empty()
                : Optional.of(new Story(correlationId, new Trace(traceparent)));
    }
}
