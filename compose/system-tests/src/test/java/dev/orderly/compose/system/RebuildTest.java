package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that are derived from other services' facts are made anew from their topic, under running services
/// and traffic.
@Tag(Scale.RECOVERY)
class RebuildTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @ParameterizedTest
    @ValueSource(strings = {"customers", "recipients"})
    void rows_that_somebody_has_changed_are_shown_and_mended_and_a_table_that_is_empty_or_gone_is_had_again(
            String table) {
        var service = table.equals("customers") ? system.orders : system.letters;
        var retail = new OnlineRetail(system).type();
        var users = shop.registered(4, 0);
        await("all is read").until(() -> system.topics.lag(service.service) == 0);
        var changed = row(service, table, users.get(0));
        var deleted = row(service, table, users.get(1));
        damage(service, table, users.get(0), users.get(1));
        var damaged = rows(service, table);

        var plan = service.commands().run("rebuild").done();
        assertThat(plan.lines())
                .containsExactlyInAnyOrder(
                        "- " + row(service, table, "a-ghost"),
                        "- " + row(service, table, users.get(0)),
                        "+ " + changed,
                        "+ " + deleted);
        assertThat(plan.err()).contains("1 differ, 1 missing, 1 too many", "nothing is done yet");
        assertThat(rows(service, table)).isEqualTo(damaged);

        var load = new Load(system, Scale.ORDERS).place();
        try (var _ = new Deposits(system, users)) {
            rebuildUnnoticed(service, table);
            system.rows(service).run("TRUNCATE " + table);
            rebuild(service, table);
            system.rows(service).run("DROP TABLE " + table);
            rebuild(service, table);
        }

        load.holds();
        retail.type().endsAsExpected();
        await("all is read").until(() -> system.topics.lag("user-events") + system.topics.lag(service.service) == 0);
        await("nothing waits")
                .untilAsserted(() -> assertThat(waiting(service, table)).isEmpty());
        Reckoning.isStateOf(service, system.topics);
    }

    private static void rebuildUnnoticed(ServiceUnderTest service, String table) {
        service.log.mark();
        rebuild(service, table);
        assertThat(service.log.says(" ERROR ") || service.log.says("retrying"))
                .as("trouble while the table is swapped")
                .isFalse();
    }

    /// What waits of each user, and which number the table has seen.
    private List<Map<String, Object>> waiting(ServiceUnderTest service, String table) {
        return system.rows(service).of("""
                SELECT w.stream, min(w.sequence), count(*), min(t.version) AS seen
                FROM waiting w LEFT JOIN %s t ON w.stream LIKE '%%/' || t.user_id GROUP BY w.stream""".formatted(table));
    }

    private static void rebuild(ServiceUnderTest service, String table) {
        assertThat(service.commands().run("rebuild", "--execute").done().err()).contains(table + " is made anew");
    }

    /// A row that is changed, one that is deleted, and one that never was.
    private void damage(ServiceUnderTest service, String table, String changed, String deleted) {
        system.rows(service).run("""
                        CREATE TEMPORARY TABLE ghost AS SELECT * FROM %1$s WHERE user_id = '%3$s';
                        UPDATE ghost SET user_id = 'a-ghost';
                        INSERT INTO %1$s SELECT * FROM ghost;
                        UPDATE %1$s SET active = false WHERE user_id = '%2$s';
                        DELETE FROM %1$s WHERE user_id = '%3$s'""".formatted(table, changed, deleted));
    }

    private List<Map<String, Object>> rows(ServiceUnderTest service, String table) {
        return system.rows(service).of("SELECT * FROM " + table + " ORDER BY user_id");
    }

    /// As the state hash has it.
    private String row(ServiceUnderTest service, String table, String user) {
        var rows = system.rows(service).of("SELECT * FROM %s WHERE user_id = '%s'".formatted(table, user));
        return table + " " + Json.sorted(rows.getFirst());
    }
}
