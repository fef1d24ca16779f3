package dev.orderly.messaging.store;

import java.sql.SQLException;

/// The same, where each batch is taken for a new one first.
class RepeatsTest extends JdbcStoreTest {
    RepeatsTest() throws SQLException {}

    @Override
    Repeats repeats() {
        return new Repeats(1, 0);
    }
}
