package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.deadletter.LetterDesk;
import dev.orderly.messaging.store.Boxes.Label;
import dev.orderly.messaging.store.Table.Difference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A derived table that somebody has changed is compared with its shadow, and made anew.
class RebuildTest {
    private static final String ROWS = "SELECT box || ' ' || words || ' ' || version FROM labels ORDER BY box";

    private final LetterDesk desk = new LetterDesk();
    private ShadowBench bench = new ShadowBench(desk);
    private final List<Difference<Label>> found = new ArrayList<>();

    RebuildTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        bench.close();
        desk.close();
    }

    @Test
    void every_row_that_differs_is_told_in_order_and_nothing_is_changed() throws Exception {
        labels("a", "b", "c", "d");
        desk.database.run("UPDATE labels SET words = 'other' WHERE box = 'b'");
        desk.database.run("DELETE FROM labels WHERE box = 'c'");
        desk.database.run("INSERT INTO labels VALUES ('e', 'none of them', 4)");
        var before = desk.texts(ROWS);

        var comparison = compare();

        assertThat(comparison).isEqualTo(new Comparison(true, 2, 1, 1, 1));
        assertThat(found)
                .containsExactly(
                        new Difference<>(Optional.of(new Label("b", "other", 1)), Optional.of(new Label("b", "b", 1))),
                        new Difference<>(Optional.empty(), Optional.of(new Label("c", "c", 1))),
                        new Difference<>(Optional.of(new Label("e", "none of them", 4)), Optional.empty()));
        assertThat(desk.texts(ROWS)).isEqualTo(before);
    }

    @Test
    void it_is_put_in_place_with_index_and_grants_and_the_service_goes_on() throws Exception {
        desk.database.run("GRANT SELECT ON labels TO PUBLIC");
        desk.database.run("GRANT UPDATE (words) ON labels TO pg_monitor WITH GRANT OPTION");
        var grants = desk.texts(GRANTS);
        labels("a", "b");
        desk.database.run("TRUNCATE labels");

        compare();
        labels("c");
        bench.rebuild.swap();

        assertThat(desk.texts(ROWS)).containsExactly("a a 1", "b b 1", "c c 1");
        assertThat(desk.texts(GRANTS)).isEqualTo(grants);
        assertThat(desk.texts("SELECT indexdef FROM pg_indexes WHERE tablename = 'labels' AND schemaname = 'public'"))
                .containsExactly("CREATE UNIQUE INDEX labels_pkey ON public.labels USING btree (box)");
        desk.service.receive("label-events", BoxService.written("a", 2, "\"!\""));
        assertThat(desk.words("a")).isEqualTo("a!");
    }

    private static final String GRANTS = """
            SELECT concat_ws(' ', grantee, privilege_type, is_grantable, column_name) FROM (
              SELECT grantee, privilege_type, is_grantable, NULL AS column_name FROM information_schema.table_privileges
              WHERE table_name = 'labels' AND table_schema = 'public'
              UNION SELECT grantee, privilege_type, is_grantable, column_name FROM information_schema.column_privileges
              WHERE table_name = 'labels' AND table_schema = 'public') g ORDER BY 1""";

    @Test
    void a_table_that_is_gone_is_had_again() throws Exception {
        labels("a", "b");
        desk.database.run("DROP TABLE labels");

        assertThat(compare()).isEqualTo(new Comparison(false, 0, 0, 2, 0));
        assertThat(bench.rebuild.swap().found().missing()).isEqualTo(2);

        assertThat(desk.texts(ROWS)).containsExactly("a a 1", "b b 1");
    }

    /// It may have more to do than to change the row.
    @Test
    void a_fact_that_waits_for_what_the_table_has_lost_has_its_turn_afterwards() throws Exception {
        labels("a");
        desk.service.receive("label-events", BoxService.written("a", 2, "\"!\""));
        desk.database.run("TRUNCATE labels");
        desk.service.receive("label-events", BoxService.written("a", 3, "\"?\""));
        desk.service.recall();

        assertThat(compare().missing()).isOne();
        bench.rebuild.swap();
        assertThat(desk.texts(ROWS)).containsExactly("a a! 2");

        desk.service.recall();
        assertThat(desk.service.outcomes().getLast()).isEqualTo("Handled");
        assertThat(desk.texts(ROWS)).containsExactly("a a!? 3");
    }

    @Test
    void what_is_handled_until_nobody_else_uses_the_table_is_in_it() throws Exception {
        labels("a");
        desk.database.run("UPDATE labels SET words = 'other'");
        compare();
        bench.unhandled(BoxService.written("b", 1, "\"late\""));
        try (var service = desk.database.connect();
                var statement = service.createStatement()) {
            service.setAutoCommit(false);
            statement.execute("SELECT FROM labels FOR UPDATE");
            var swap = CompletableFuture.supplyAsync(this::swap);
            await("the swap waits")
                    .until(() -> !desk.texts("SELECT 1 FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            statement.execute("INSERT INTO labels VALUES ('b', 'late', 1)");
            statement.execute(
                    "UPDATE handled_offsets SET offsets = offsets + int8multirange(int8range(900000, 900001))");
            service.commit();
            swap.join();
        }

        assertThat(desk.texts(ROWS)).containsExactly("a a 1", "b late 1");
    }

    @Test
    void the_last_try_is_longer_than_the_others() throws Exception {
        labels("a");
        desk.database.run("TRUNCATE labels");
        compare();
        try (var reader = desk.database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM labels");
            var swap = CompletableFuture.supplyAsync(this::swap);
            await("one try lasts")
                    .until(() -> !desk.texts("SELECT 1 FROM pg_locks WHERE NOT granted"
                                    + " AND waitstart < clock_timestamp() - interval '1 s'")
                            .isEmpty());
            reader.rollback();
            swap.join();
        }

        assertThat(desk.texts(ROWS)).containsExactly("a a 1");
    }

    @Test
    void a_table_that_is_never_free_and_one_on_which_others_depend_stay_as_they_are() throws Exception {
        labels("a");
        desk.database.run("UPDATE labels SET words = 'other'");
        compare();
        try (var reader = desk.database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM labels");
            assertThatThrownBy(bench.rebuild::swap)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("table labels could not be had for a moment, in 3 tries")
                    .hasMessageContaining("a long transaction or an autovacuum uses it");
        }
        desk.database.run("CREATE VIEW shown AS SELECT words FROM labels");
        assertThatThrownBy(bench.rebuild::swap)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("something depends on table labels");
        bench.close();
        assertThat(desk.texts(ROWS)).containsExactly("a other 1");
        bench = new ShadowBench(desk);
    }

    @Test
    void while_kafka_gives_nothing_or_the_process_stands_still_the_table_does_not_stay_locked() throws Exception {
        labels("a");
        desk.database.run("UPDATE labels SET words = 'other'");
        compare();
        bench.whileReading(
                () -> await("the table is free").until(() -> desk.texts(ALONE).isEmpty()));

        assertThatThrownBy(bench.rebuild::swap)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("table labels was kept from the service for too long, and given back as it was");

        assertThat(desk.texts(ROWS)).containsExactly("a other 1");
        assertThatThrownBy(bench::close).as("its connection is gone").isInstanceOf(SQLException.class);
        bench = new ShadowBench(desk);
        compare();
        bench.rebuild.swap();
        assertThat(desk.texts(ROWS)).containsExactly("a a 1");
    }

    private static final String ALONE = "SELECT 1 FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock'"
            + " AND relation = 'public.labels'::regclass";

    @Test
    void a_statement_behind_the_lock_that_takes_too_long_is_ended() throws Exception {
        labels("a");
        desk.database.run("UPDATE labels SET words = 'other'");
        compare();
        bench.whileReading(() -> {
            if (!desk.texts(ALONE).isEmpty()) {
                try (var slow = bench.shadow.connection().createStatement()) {
                    slow.execute("SELECT pg_sleep(60)");
                }
            }
        });

        assertThatThrownBy(bench.rebuild::swap)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("table labels was kept from the service for too long, and given back as it was");

        bench.close();
        assertThat(desk.texts(ROWS)).containsExactly("a other 1");
        bench = new ShadowBench(desk);
    }

    @Test
    void a_table_that_another_version_has_changed_meanwhile_keeps_its_shape() throws Exception {
        labels("a");
        desk.database.run("UPDATE labels SET words = 'other'");
        compare();
        bench.whileReading(() -> {
            bench.whileReading(() -> {});
            desk.database.run("ALTER TABLE labels ADD colour text DEFAULT 'red'");
            desk.database.run("""
                    INSERT INTO flyway_schema_history
                    SELECT installed_rank + 1, '999', 'colour', type, script, 999, installed_by, installed_on, 1, true
                    FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1""");
        });

        assertThatThrownBy(bench.rebuild::swap)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("brought to another version meanwhile (migration 999)")
                .hasMessageContaining("table labels is left as it is");

        bench.close();
        assertThat(desk.texts("SELECT words || ' ' || colour FROM labels")).containsExactly("other red");
        desk.database.run("DELETE FROM flyway_schema_history WHERE version = '999'");
        bench = new ShadowBench(desk);
    }

    /// Otherwise it is what somebody has done to the row.
    @Test
    void a_row_does_not_go_back_where_the_topic_has_lost_what_the_row_has_seen() throws Exception {
        labels("a", "b");
        desk.service.receive("label-events", BoxService.written("a", 2, "\"!\""));
        desk.database.run("UPDATE labels SET version = 7 WHERE box = 'b'");
        assertThat(compare().differing()).isOne();
        desk.database.run("UPDATE labels SET version = 1 WHERE box = 'b'");

        bench.close();
        bench = new ShadowBench(desk);
        bench.cut(2);
        assertThatThrownBy(this::compare)
                .isInstanceOfSatisfying(
                        Failure.class, why -> assertThat(why.code()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("topic label-events lacks fact 2 of a, and labels has seen it:")
                .hasMessageContaining("label-events-0 has lost what lay at offsets 2 to 2");
    }

    private Rebuild.Swapped swap() {
        try {
            return bench.rebuild.swap();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Comparison compare() throws Exception {
        return bench.rebuild.compare(output(), found::add);
    }

    private static Output output() {
        var nowhere = new PrintStream(new ByteArrayOutputStream());
        return new Output(nowhere, nowhere, false);
    }

    private void labels(String... boxes) {
        List.of(boxes)
                .forEach(box -> desk.service.receive("label-events", BoxService.written(box, 1, "\"" + box + "\"")));
    }
}
