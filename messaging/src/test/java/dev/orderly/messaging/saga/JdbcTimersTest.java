package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Store;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
