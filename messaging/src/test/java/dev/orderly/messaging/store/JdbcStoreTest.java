package dev.orderly.messaging.store;

import static dev.orderly.messaging.store.Arriving.CONTENT;
import static dev.orderly.messaging.store.Arriving.OTHER_CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcStoreTest extends StoreContract {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final BoxDatabase database = BoxDatabase.fresh();
    private final Store store =
            new JdbcStore(database.source(), List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE), duplicates());

    JdbcStoreTest() throws SQLException {}

    Duplicates duplicates() {
        return new Duplicates();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    Store store() {
        return store;
    }

    /// The key of the inbox names the month, and so would let the repeat in.
    @Test
    void a_repeat_in_a_partition_that_was_waited_for_is_a_duplicate_at_the_turn_of_a_month_too() throws Exception {
        database.run("""
                CREATE TABLE inbox_2020_01 PARTITION OF inbox FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
                CREATE SEQUENCE turn;
                ALTER TABLE inbox ALTER month
                  SET DEFAULT CASE nextval('turn') WHEN 1 THEN '2020-01-01' ELSE date_trunc('month', now()) END""");
        try {
            var p = partitionInUse();
            var id = key();
            var first = arriving.of(arriving.named(p, 0, id, CONTENT));
            var repeat = arriving.of(arriving.named(p, 1, id, CONTENT));
            assertThat(meet(t -> t.admit(first), t -> t.admit(repeat))).isEqualTo(Trouble.RACED);
            assertThat(outcome(t -> t.admit(repeat))).isEqualTo(List.of(Admission.DUPLICATE));
        } finally {
            database.run("ALTER TABLE inbox ALTER month SET DEFAULT date_trunc('month', now())");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void an_identity_that_was_noted_in_another_month_is_known(int months) throws SQLException {
        var p = partition();
        var id = key();
        assertThat(outcome(t -> t.admit(arriving.of(arriving.named(p, 0, id, CONTENT)))))
                .isEqualTo(List.of(Admission.NEW));
        database.run("""
                SELECT make_month(now() + interval '%1$d months');
                UPDATE inbox SET month = month + interval '%1$d months' WHERE id = '%2$s'""".formatted(months, id));
        assertThat(outcome(t -> t.admit(arriving.of(arriving.named(p, 1, id, CONTENT)))))
                .isEqualTo(List.of(Admission.DUPLICATE));
        assertThat(outcome(t -> t.admit(arriving.of(arriving.named(p, 2, id, OTHER_CONTENT)))))
                .isEqualTo(List.of(Admission.ID_REUSED));
    }

    @Test
    void a_migration_may_take_longer_than_a_statement_of_the_line() throws SQLException {
        assertThat(database.texts("SELECT statement_timeout FROM how_migrations_run"))
                .containsExactly("1h");
        assertThat(database.texts("SELECT lock_timeout FROM how_migrations_run"))
                .containsExactly("10s");
    }

    /// The library's numbers are lower than those of the services.
    @Test
    void a_database_that_an_earlier_version_made_is_brought_up_to_date() throws SQLException {
        try (var earlier = BoxDatabase.fresh()) {
            earlier.run("DELETE FROM flyway_schema_history WHERE version = '6'");
            assertThat(earlier.prepare()).isEmpty();
            assertThat(earlier.texts("SELECT version FROM flyway_schema_history"))
                    .contains("6", "100");
        }
    }

    /// A record that was handled before epochs were noted may come again under any.
    @Test
    void offsets_that_an_earlier_version_noted_are_good_for_every_leader() throws SQLException {
        try (var earlier = BoxDatabase.fresh()) {
            earlier.run("""
                    ALTER TABLE handled_offsets DROP epoch, ADD PRIMARY KEY (topic_id, partition);
                    ALTER TABLE dead_letters DROP leader_epoch, ADD PRIMARY KEY (topic_id, partition, "offset");
                    ALTER TABLE waiting DROP leader_epoch, ADD PRIMARY KEY (stream, sequence, topic_id, partition, "offset");
                    DELETE FROM flyway_schema_history WHERE version = '9';
                    INSERT INTO handled_offsets VALUES ('boxes', '%s', 1, '{[0,10)}')""".formatted(arriving.topicId()));
            assertThat(earlier.prepare()).isEmpty();
            var noted = new JdbcStore(earlier.source(), List.of());
            var arrivals = arriving.of(arriving.nameless(1, 7, 9), arriving.nameless(1, 7, 10));
            assertThat(noted.<List<Admission>>transact(t -> t.admit(arrivals)))
                    .containsExactly(Admission.DUPLICATE, Admission.NEW);
        }
    }

    @Test
    void a_dead_letter_of_an_earlier_version_has_a_history_from_its_burial_on() throws SQLException {
        try (var earlier = BoxDatabase.of("8")) {
            earlier.run("""
                    INSERT INTO dead_letters (topic, topic_id, partition, "offset", appended_at, reason, detail, attempts,
                      hops, stream, sequence, headers, buried_at)
                    VALUES ('boxes', gen_random_uuid(), 0, 1, now(), 'json', 'mend it', 1, 0, '', 0, '\\x00000000',
                      '2026-01-01T00:00:00Z')""");
            assertThat(earlier.prepare()).isEmpty();
            assertThat(earlier.texts("""
                    SELECT concat_ws(' ', d.type, h.event, h.reason, h.detail, h.at = '2026-01-01T00:00:00Z')
                    FROM dead_letter_history h JOIN dead_letters d ON d.id = h.letter""")).containsExactly("? BURIED json mend it t");
        }
    }

    @Test
    void what_an_earlier_version_told_of_a_dead_letter_is_kept_for_ever() throws SQLException {
        try (var earlier = BoxDatabase.of("8")) {
            earlier.run("""
                    SELECT make_month_partitions();
                    INSERT INTO outbox (kind, topic, headers, message_id, type, subject, sequence, causation_id)
                    VALUES ('message', 'boxes-dlt', '\\x00000000', 'boxes:0:1', 'dead-letter', 'boxes:0:1', 0, ''),
                           ('message', 'box-replies', '\\x00000000', 'm-1', 'box.answered', 'b', 0, '')""");
            assertThat(earlier.prepare()).isEmpty();
            assertThat(earlier.texts("SELECT message_id FROM outbox_facts")).containsExactly("boxes:0:1");
            assertThat(earlier.texts("SELECT message_id FROM outbox_messages")).containsExactly("m-1");
        }
    }

    @Test
    void a_database_of_another_version_is_refused_and_not_taken_for_one_that_is_down() throws SQLException {
        try (var other = BoxDatabase.fresh()) {
            other.run("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '6'");
            assertThat(other.prepare())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("the database's tables were made by another version")
                            .contains("version 6")
                            .doesNotContain("repair", "Need more")
                            .hasLineCount(1));
        }
    }

    @Test
    void a_database_of_a_later_version_is_refused() throws SQLException {
        try (var later = BoxDatabase.fresh()) {
            later.run("""
                    INSERT INTO flyway_schema_history
                    SELECT 1000, '9999', description, type, script, checksum, installed_by, now(), 1, true
                    FROM flyway_schema_history WHERE version = '101'""");
            assertThat(later.prepare())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("the database's tables were made by another version")
                            .contains("9999")
                            .doesNotContain("repair"));
        }
    }

    @Test
    void months_are_not_vacuumed_for_what_was_inserted() throws SQLException {
        database.run("SELECT make_month(now() + interval '8 months')");
        var months = """
                SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent IN ('inbox'::regclass, 'outbox_messages'::regclass) AND c.relname !~ '2020'""";
        assertThat(database.texts(months)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(database.texts(
                        months + " AND 'autovacuum_vacuum_insert_threshold=-1' <> ALL (coalesce(c.reloptions, '{}'))"))
                .isEmpty();
    }

    /// A service may have stood still for longer than its messages are kept.
    @Test
    void a_month_is_not_dropped_before_the_relay_has_all_of_it() throws SQLException {
        try (var fresh = BoxDatabase.fresh()) {
            fresh.run("""
                    CREATE TABLE outbox_messages_2020_01 PARTITION OF outbox_messages (PRIMARY KEY (id))
                      FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
                    INSERT INTO outbox (kind, topic, headers, message_id, type, subject, sequence, causation_id, created_at)
                    VALUES ('message', 'parcels', '\\x00000000', 'old', '', '', 0, '', '2020-01-15')""");
            fresh.keepPartitions();
            assertThat(fresh.texts("SELECT message_id FROM outbox")).containsExactly("old");
            fresh.run("UPDATE relay_cursor SET cursor = (SELECT max(id) FROM outbox)");
            fresh.keepPartitions();
            assertThat(fresh.texts("SELECT message_id FROM outbox")).isEmpty();
        }
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

    @Test
    void months_follow_each_other_without_a_gap_whatever_the_zones_of_those_who_make_them() throws SQLException {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (var fresh = BoxDatabase.fresh()) {
            for (var zones : List.of("America/New_York", "UTC", "Asia/Tokyo")) {
                for (int month = 2; month < 5; month++) {
                    fresh.run("SET timezone = '%s'; SELECT make_month(now() + interval '%d months')"
                            .formatted(zones, month));
                }
            }
            var bounds = fresh.texts("""
                    SELECT bound FROM (SELECT regexp_matches(pg_get_expr(relpartbound, oid), '[0-9]{4}-[0-9 :+-]+', 'g')
                      FROM pg_class WHERE relkind = 'r' AND relname LIKE 'outbox_messages_2%') AS b(bounds),
                      LATERAL (SELECT bounds[1]::timestamptz) AS t(bound)
                    GROUP BY bound HAVING count(*) = 1""");
            assertThat(bounds).as("the first beginning and the last end").hasSize(2);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Override
    void discard(DeadLetter letter) throws SQLException {
        database.run("UPDATE dead_letters SET status = 'DISCARDED' WHERE stream = '" + letter.stream() + "'");
    }

    @Override
    void redrive(DeadLetter letter) throws SQLException {
        database.run("UPDATE dead_letters SET status = 'REDRIVEN' WHERE stream = '" + letter.stream() + "'");
    }

    @Override
    void redriveEdited(DeadLetter letter) throws SQLException {
        var original = new Arrival(Optional.empty(), Optional.of(Originals.of(letter.record())), "", 0);
        act(t -> t.admit(new Arrivals(List.of(original), List.of())));
        database.run("UPDATE dead_letters SET status = 'REDRIVEN', mended_payload = payload, mended_headers = headers"
                + " WHERE stream = '" + letter.stream() + "'");
    }

    /// For those who look with psql. Partitions are told of by what they are partitions of.
    @Test
    void every_table_and_every_column_says_what_it_is_for() throws SQLException {
        assertThat(database.texts("""
                SELECT c.relname || coalesce('.' || a.attname, '') FROM pg_class c
                LEFT JOIN LATERAL (SELECT 0 AS attnum, NULL::name AS attname UNION ALL
                  SELECT attnum, attname FROM pg_attribute
                  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) a ON true
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname NOT IN ('boxes', 'labels', 'how_migrations_run', 'flyway_schema_history')
                  AND col_description(c.oid, a.attnum) IS NULL AND
                    (a.attnum > 0 OR obj_description(c.oid, 'pg_class') IS NULL)""")).isEmpty();
    }

    @Override
    List<String> outbox() throws SQLException {
        return database.texts("SELECT message_id FROM outbox ORDER BY id");
    }

    @Override
    void awaitWaiting(Thread waiting) {
        await().pollInterval(LOOK)
                .until(() -> database.texts("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock'")
                                .size()
                        == 1);
    }
}
