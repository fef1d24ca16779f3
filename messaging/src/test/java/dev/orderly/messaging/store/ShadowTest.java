package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private final BoxDatabase at = BoxDatabase.fresh();
    private final Database database = at.open();

    ShadowTest() throws SQLException {}

    @AfterEach
    void close() {
        database.close();
        at.close();
    }

    @Test
    void it_has_the_tables_of_the_migrations_and_leaves_none() throws SQLException {
        at.run("DROP TABLE labels");
        var columns = "SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY 1) FROM ("
                + "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '%s') c";
        try (var shadow = Shadow.of(database).orElseThrow()) {
            assertThat(shadow.hasLive("boxes")).isTrue();
            assertThat(shadow.hasLive("labels")).isFalse();
            assertThat(at.texts(columns.formatted(Shadow.SCHEMA)).getFirst())
                    .contains("boxes.things", "labels.words", "handled_offsets.epoch", "waiting.stream");
            assertThat(at.texts("SELECT search_path FROM " + shadow.shadow("how_migrations_run")))
                    .as("a migration that drops what is not there must not meet what is elsewhere")
                    .containsExactly(Shadow.SCHEMA);
        }
        assertThat(schemas()).isEmpty();
    }

    @Test
    void there_is_one_at_a_time_and_what_a_killed_process_has_left_is_thrown_away() throws SQLException {
        at.run("CREATE SCHEMA " + Shadow.SCHEMA + " CREATE TABLE labels (left_over int)");
        try (var shadow = Shadow.of(database).orElseThrow()) {
            assertThat(at.texts("SELECT count(*) FROM " + shadow.shadow("labels")))
                    .containsExactly("0");
            assertThat(at.texts("SELECT count(box) FROM " + shadow.shadow("labels")))
                    .containsExactly("0");
            assertThat(Shadow.of(database)).isEmpty();
            assertThat(schemas()).as("that of the one at work").hasSize(1);
        }
        try (var next = Shadow.of(database).orElseThrow()) {
            assertThat(next.hasLive("labels")).isTrue();
        }
    }

    @Test
    void what_is_not_committed_is_gone_with_it() throws SQLException {
        try (var shadow = Shadow.of(database).orElseThrow()) {
            shadow.begin();
            shadow.swap("labels", true);
        }
        assertThat(at.texts("SELECT count(*) FROM labels")).containsExactly("0");
        assertThat(schemas()).isEmpty();
    }

    @Test
    void tables_that_are_another_version_s_are_told() throws SQLException {
        assertThat(database.difference()).isEmpty();
        try (var earlier = BoxDatabase.of("9");
                var older = earlier.open()) {
            assertThat(older.difference().orElseThrow()).contains("not applied");
        }
    }

    @Test
    void migrations_that_were_applied_taken_back_or_written_anew_since_are_told() throws SQLException {
        try (var shadow = Shadow.of(database).orElseThrow()) {
            assertThat(shadow.otherMigrations()).isEmpty();
            at.run("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '2'");
            assertThat(shadow.otherMigrations()).contains("2");
            at.run("DELETE FROM flyway_schema_history WHERE version = '3'");
            assertThat(shadow.otherMigrations()).contains("2, 3");
            at.run("UPDATE flyway_schema_history SET version = '999' WHERE version = '4'");
            assertThat(shadow.otherMigrations()).contains("2, 3, 4, 999");
        }
    }

    private List<String> schemas() throws SQLException {
        return at.texts("SELECT nspname FROM pg_namespace WHERE nspname = '" + Shadow.SCHEMA + "'");
    }
}
