package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

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

    /// The hour that comes twice when summer time ends.
    @Test
    void a_time_is_kept_whatever_the_zone_of_the_process() throws SQLException {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (var fresh = BoxDatabase.fresh();
                var connection = fresh.source().getConnection();
                var select = connection.prepareStatement("SELECT unnest(?::timestamptz[]) = ?::timestamptz")) {
            var time = Instant.parse("2026-10-25T00:30:00.123456Z");
            select.setArray(1, Arrays.of(connection, "timestamptz", List.of(time), Timestamp::from));
            select.setString(2, time.toString());
            try (var row = select.executeQuery()) {
                row.next();
                assertThat(row.getBoolean(1)).isTrue();
            }
        } finally {
            TimeZone.setDefault(zone);
        }
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
