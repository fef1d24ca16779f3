package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.store.SqlTrouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/// The timers of sagas, and how many sagas may await an answer at once.
public final class SagaDeadlines implements Deadlines {
    /// Step by step, as the index has them: which steps there are takes one probe each.
    private static final String DUE = """
            WITH RECURSIVE steps (step) AS (
              (SELECT step FROM sagas WHERE due_at IS NOT NULL ORDER BY step LIMIT 1)
              UNION ALL
              SELECT (SELECT s.step FROM sagas s WHERE s.due_at IS NOT NULL AND s.step > steps.step ORDER BY s.step LIMIT 1)
              FROM steps WHERE steps.step IS NOT NULL)
            SELECT due.* FROM steps CROSS JOIN LATERAL (
              SELECT saga_id, step, attempt, due_at, correlation_id, traceparent FROM sagas
              WHERE sagas.step = steps.step AND due_at <= ? AND status = 'RUNNING' AND key_hash % ? = ANY (?)
              ORDER BY due_at LIMIT ?) due
            ORDER BY due.due_at LIMIT ?""";

    private static final String OPEN = """
            SELECT count(*) FROM (SELECT FROM sagas
            WHERE due_at IS NOT NULL AND status = 'RUNNING' AND step = ? AND key_hash % ? = ANY (?) LIMIT ?) open""";

    /// What the timers need to know of the service.
    ///
    /// @param answers the topic on which answers come
    /// @param throttled the topic whose messages begin sagas
    /// @param step the step whose waiting sagas are counted
    /// @param limit how many may wait
    public record Settings(String source, String answers, String throttled, String step, int limit) {}

    private final DataSource database;
    final Decider<SagaDue> decider;
    final Settings settings;
    final int answerPartitions;
    final int throttledPartitions;

    /// @param partitions how many a topic has
    public SagaDeadlines(
            DataSource database, Coordinator<?> coordinator, Settings settings, ToIntFunction<String> partitions) {
        this.answerPartitions = partitions.applyAsInt(settings.answers());
        this.throttledPartitions = partitions.applyAsInt(settings.throttled());
        this.database = database;
        this.decider = coordinator.deadlines();
        this.settings = settings;
    }

    @Override
    public String answers() {
        return settings.answers();
    }

    @Override
    public boolean anyDue(Instant now, Set<Integer> partitions) {
        return !due(now, partitions, 1).isEmpty();
    }

    @Override
    public List<Item> due(Instant until, Set<Integer> partitions, int most) {
        return with(connection -> {
            try (var due = connection.prepareStatement(DUE)) {
                due.setTimestamp(1, Timestamp.from(until));
                due.setInt(2, answerPartitions);
                due.setArray(3, Arrays.of(connection, "int4", partitions, p -> p));
                due.setInt(4, most);
                due.setInt(5, most);
                try (var row = due.executeQuery()) {
                    var items = new ArrayList<Item>();
                    while (row.next()) {
                        var at = row.getTimestamp(4).toInstant();
                        var timer = new SagaDue(row.getString(1), row.getString(2), row.getInt(3), at);
                        items.add(item(timer, SagaTable.story(row)));
                    }
                    return items;
                }
            }
        });
    }

    @Override
    public String throttled() {
        return settings.throttled();
    }

    @Override
    public int room(Set<Integer> partitions) {
        return with(connection -> {
            try (var count = connection.prepareStatement(OPEN)) {
                count.setString(1, settings.step());
                count.setInt(2, throttledPartitions);
                count.setArray(3, Arrays.of(connection, "int4", partitions, p -> p));
                count.setInt(4, settings.limit());
                try (var row = count.executeQuery()) {
                    row.next();
                    return settings.limit() - row.getInt(1);
                }
            }
        });
    }

    Item item(SagaDue due, Optional<Story> told) {
        var id = Ids.following(due.sagaId(), "due at " + due.at(), due.step(), due.attempt())
                .toString();
        var story = told.orElseGet(() -> Story.startedBy(id));
        var envelope = new Envelope(
                id,
                settings.source(),
                "saga.due",
                due.sagaId(),
                due.at(),
                "",
                0,
                story.correlationId(),
                Optional.empty(),
                Optional.empty(),
                story.trace().child(id));
        return Item.internal(new Event<>(envelope, due), "timer", decider);
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R with(Work<R> work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }
}
