package dev.orderly.messaging.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Store;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcTimersTest extends TimersContract {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Store store = new JdbcStore(database.source(), List.of(Trips.TRIPS_TABLE, SagaTable.of(Trips.SAGAS)));
    private final Deadlines deadlines = timersOf(database.source());

    JdbcTimersTest() throws SQLException {}

    @BeforeAll
    void prepare() throws SQLException {
        database.run(
                "CREATE TABLE trips (trip text PRIMARY KEY, turn text, CHECK (turn IS NULL OR trip NOT LIKE 'odd%'))");
    }

    /// The query goes step by step, and those of another version are steps, too.
    @Test
    void timers_of_all_steps_are_found_oldest_first() throws SQLException {
        database.run("""
                INSERT INTO sagas (saga_id, definition, version, step, turned, status, attempt, due_at, failures, timeline, key_hash)
                SELECT 'step-' || n, 'trip', 1, (ARRAY['ticket', 'pay', 'of another version'])[1 + n % 3], false, 'RUNNING', 1,
                  timestamptz '2000-01-01' + n * interval '1 s', 0, '[]', 0
                FROM generate_series(11, 99) n ORDER BY n % 7""");

        var due = deadlines.due(Instant.parse("2000-01-01T00:01:30Z"), Set.of(0), 50);

        assertThat(due)
                .extracting(item -> item.envelope().orElseThrow().subject())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(11, 60).mapToObj(n -> "step-" + n).toList());
        database.run("DELETE FROM sagas WHERE saga_id LIKE 'step-%'");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    Deadlines deadlines() {
        return deadlines;
    }

    @Override
    List<byte[]> outbox() throws SQLException {
        return database.texts("SELECT convert_from(payload, 'UTF8') FROM outbox ORDER BY id").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
