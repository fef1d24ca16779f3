package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.outbox.OutboxSource.Position;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The relay on PostgreSQL: what transactions that overlap do to the order of ids.
class JdbcOutboxTest {
    private static final UUID TOPIC_ID = new UUID(7, 7);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final BoxDatabase database = BoxDatabase.fresh();
    private final JdbcOutbox outbox = new JdbcOutbox(database.source(), Map.of("parcels", TOPIC_ID));
    private final Leases leases = new JdbcLeases(database.source());
    private final RecordingSender sender = new RecordingSender();
    private final Relay relay = new Relay(
            outbox,
            leases,
            sender,
            "one",
            InstantSource.system(),
            new RecordingTelemetry(),
            Relay.Limits.DEFAULT,
            () -> {},
            () -> true);

    JdbcOutboxTest() throws SQLException {}

    @AfterEach
    void close() {
        relay.stop();
        database.close();
    }

    @Test
    void who_takes_over_tells_what_was_acknowledged_before_by_the_topic_that_is_there() throws SQLException {
        database.run("""
                INSERT INTO relay_positions VALUES ('parcels', 3, '%s', 17, 4), ('parcels', 4, '%s', 8, 5),
                  ('others', 0, '%1$s', 9, 6)""".formatted(TOPIC_ID, new UUID(8, 8)));
        relay.once();
        assertThat(sender.followed()).containsExactly(new Position("parcels", 3, 17, 4));
    }

    @Test
    void a_row_that_commits_late_is_not_lost() throws SQLException {
        try (var late = begin();
                var early = begin()) {
            insert(late, "late");
            insert(early, "early");
            early.commit();
            relaysUntil("early");
            looksAgain();
            assertThat(outbox.cursor()).isZero();
            late.commit();
            relaysUntil("early", "late");
        }
        awaitCursor(2);
    }

    /// A snapshot's `xmax` is behind the last transaction that ended; one that began later may have the
    /// missing id.
    @Test
    void a_row_that_commits_late_is_not_lost_if_its_transaction_began_last() throws SQLException {
        relay.once(); // takes the lease now: its transaction would be the last that has ended
        try (var early = begin();
                var late = begin()) {
            transactionId(early);
            transactionId(late);
            insert(late, "late");
            insert(early, "early");
            early.commit();
            relaysUntil("early");
            looksAgain();
            assertThat(outbox.cursor()).isZero();
            late.commit();
            relaysUntil("early", "late");
        }
        awaitCursor(2);
    }

    @Test
    void ids_that_were_rolled_back_do_not_hold_the_cursor() throws SQLException {
        try (var lost = begin();
                var kept = begin()) {
            insert(lost, "lost");
            insert(kept, "kept");
            kept.commit();
            relaysUntil("kept");
            assertThat(outbox.cursor()).isZero();
            lost.rollback();
        }
        awaitCursor(2);
        assertThat(sender.texts()).containsExactly("kept");
    }

    @Test
    void a_long_transaction_in_another_database_does_not_stop_the_sending() throws SQLException {
        try (var elsewhere = BoxDatabase.fresh();
                var open = elsewhere.connect()) {
            open.setAutoCommit(false);
            transactionId(open);
            try (var connection = begin()) {
                insert(connection, "a");
                insert(connection, "b");
                connection.commit();
            }
            relaysUntil("a", "b");
            awaitCursor(2);
        }
    }

    /// Everything that is known of gaps rests on it.
    @Test
    void a_transaction_has_its_id_before_it_takes_outbox_ids() throws SQLException {
        database.run("""
                CREATE FUNCTION checked_id() RETURNS bigint LANGUAGE plpgsql AS $$
                BEGIN
                  IF pg_current_xact_id_if_assigned() IS NULL THEN RAISE 'no transaction id'; END IF;
                  RETURN nextval('outbox_id');
                END $$;
                ALTER TABLE outbox ALTER id SET DEFAULT checked_id()""");
        var row = new OutboxRow(true, "parcels", null, new byte[0], List.of(), "1", "parcel.sent", "p", 1, "");
        var store = new JdbcStore(database.source(), List.of());
        for (int i = 0; i < 3; i++) { // later ones by the plan that is kept
            store.transact(transaction -> transaction.emit(List.of(row)));
        }
        assertThat(database.texts("SELECT id FROM outbox")).hasSize(3);
    }

    @Test
    void who_has_lost_the_lease_moves_neither_cursor_nor_positions() throws SQLException {
        var lease = leases.acquire("relay", "paused", Duration.ofHours(1)).orElseThrow();
        var position = new Position("parcels", 3, 40, 9);
        assertThat(outbox.advance(lease, 9, List.of(position))).isTrue();
        database.run("UPDATE leases SET until = now()");
        var next = leases.acquire("relay", "next", Duration.ofHours(1)).orElseThrow();
        assertThat(outbox.advance(lease, 12, List.of(new Position("parcels", 3, 50, 12))))
                .isFalse();
        assertThat(outbox.cursor()).isEqualTo(9);
        assertThat(positions()).containsExactly("parcels 3 " + TOPIC_ID + " 40 9");
        assertThat(outbox.advance(next, 8, List.of())).isTrue();
        assertThat(outbox.cursor()).as("it never goes back").isEqualTo(9);
    }

    @Test
    void rows_that_fill_gaps_come_with_those_above_the_cursor() throws SQLException {
        try (var connection = begin()) {
            for (var text : List.of("1", "2", "3", "4", "5")) {
                insert(connection, text);
            }
            connection.commit();
        }
        var page = outbox.read(3, List.of(new Gaps.Range(1, 1), new Gaps.Range(3, 3)), 1);
        assertThat(page.rows()).extracting(Page.Row::id).containsExactly(1L, 3L, 4L);
        assertThat(page.horizon()).isZero();
        assertThat(outbox.read(7, List.of(), 1).rows()).isEmpty();
    }

    private Connection begin() throws SQLException {
        var connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void transactionId(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_current_xact_id()");
        }
    }

    private static void insert(Connection connection, String text) throws SQLException {
        transactionId(connection);
        try (var insert = connection.prepareStatement("""
                INSERT INTO outbox (kind, topic, payload, headers, message_id, type, subject, sequence, causation_id)
                VALUES ('fact', 'parcels', ?, '\\x00000000', '', '', '', 0, '')""")) {
            insert.setBytes(1, text.getBytes(StandardCharsets.UTF_8));
            insert.execute();
        }
    }

    private List<String> positions() throws SQLException {
        return database.texts(
                "SELECT concat_ws(' ', topic, partition, topic_id, last_offset, last_id) FROM relay_positions");
    }

    private void relaysUntil(String... texts) {
        await().pollInterval(LOOK).untilAsserted(() -> {
            relay.once();
            assertThat(sender.texts()).containsExactly(texts);
        });
    }

    private void looksAgain() {
        for (int i = 0; i < 5; i++) {
            relay.once();
        }
    }

    private void awaitCursor(long id) {
        await().pollInterval(LOOK).untilAsserted(() -> {
            relay.once();
            assertThat(outbox.cursor()).isEqualTo(id);
        });
    }
}
