package dev.orderly.messaging.store;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class JdbcStoreTest extends StoreContract {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Store store = new JdbcStore(database.source(), List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE));

    JdbcStoreTest() throws SQLException {}

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    void discard(DeadLetter letter) throws SQLException {
        database.run("UPDATE dead_letters SET status = 'DISCARDED' WHERE stream = '" + letter.stream() + "'");
    }

    @Override
    List<String> outbox() throws SQLException {
        return database.texts("SELECT message_id FROM outbox ORDER BY id");
    }

    @Override
    void awaitWaiting(Thread waiting) {
        await().until(() -> database.texts("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                        .size()
                == 1);
    }
}
