package dev.orderly.messaging.store;

import java.sql.SQLException;
import java.util.List;

/// The contract of the store, where every batch is first inserted outright.
class OutrightInboxTest extends JdbcStoreTest {
    OutrightInboxTest() throws SQLException {}

    @Override
    Duplicates duplicates() {
        return new Duplicates(1, 0);
    }

    @Override
    Object whenIdentitiesMeet() {
        return List.of(Admission.DUPLICATE);
    }
}
