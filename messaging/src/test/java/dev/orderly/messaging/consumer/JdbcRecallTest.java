package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Store;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class JdbcRecallTest extends RecallContract {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Store store = new JdbcStore(database.source(), List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE));

    JdbcRecallTest() throws SQLException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Store store() {
        return store;
    }
}
