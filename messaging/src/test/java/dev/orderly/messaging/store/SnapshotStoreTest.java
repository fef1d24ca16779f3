package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Boxes.Box;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Arriving arriving = Arriving.somewhere();
    private final JdbcStore real = new JdbcStore(database.source(), List.of(Boxes.BOXES_TABLE));
    private Connection connection;
    private SnapshotStore plan;

    SnapshotStoreTest() throws SQLException {}

    @BeforeEach
    void open() throws SQLException {
        database.run("INSERT INTO boxes VALUES ('a', 1, 1)");
        connection = database.source().getConnection();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        plan = new SnapshotStore(connection, List.of(Boxes.BOXES_TABLE));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void what_is_saved_is_seen_by_what_comes_later_and_by_nobody_else() {
        save(Map.of("b", new Box("b", 2, 1)), Map.of("a", new Box("a", 9, 2)));

        assertThat(load("a", "b", "c")).isEqualTo(Map.of("a", new Box("a", 9, 2), "b", new Box("b", 2, 1)));
        assertThat(real.<Map<String, Box>>transact(t -> t.load(Boxes.BOXES, new TreeSet<>(List.of("a", "b")))))
                .isEqualTo(Map.of("a", new Box("a", 1, 1)));
    }

    @Test
    void changes_are_rows_before_and_after_and_none_for_what_stays_as_it_is() throws SQLException {
        database.run("INSERT INTO boxes VALUES ('same', 5, 5)"); // after the plan's moment, so not seen by it
        load("a", "b");
        save(Map.of("b", new Box("b", 2, 1)), Map.of("a", new Box("a", 9, 2)));
        save(Map.of(), Map.of("a", new Box("a", 10, 3)));

        assertThat(plan.changes())
                .containsExactly(
                        new SnapshotStore.Change(
                                Optional.of("boxes {\"box\":\"a\",\"things\":1,\"version\":1}"),
                                "boxes {\"box\":\"a\",\"things\":10,\"version\":3}"),
                        new SnapshotStore.Change(Optional.empty(), "boxes {\"box\":\"b\",\"things\":2,\"version\":1}"));

        save(Map.of(), Map.of("a", new Box("a", 1, 1), "b", new Box("b", 2, 1)));
        assertThat(plan.changes()).hasSize(1);
    }

    @Test
    void it_says_of_messages_what_the_inbox_would_and_notes_nothing() throws SQLException {
        real.transact(t -> t.admit(new Arrivals(
                List.of(arriving.named(0, 5, "known", Arriving.CONTENT)), List.of(arriving.span(0, 0, 6)))));
        var fresh = new SnapshotStore(connection, List.of(Boxes.BOXES_TABLE));
        connection.rollback();

        var asked = List.of(
                arriving.nameless(0, 3),
                arriving.nameless(0, 1, 3),
                arriving.named(0, 9, "known", Arriving.CONTENT),
                arriving.named(0, 10, "known", Arriving.OTHER_CONTENT),
                arriving.named(0, 11, "new", Arriving.CONTENT));
        assertThat(fresh.<List<Admission>>transact(t -> t.admit(new Arrivals(asked, List.of()))))
                .containsExactly(
                        Admission.DUPLICATE, Admission.NEW, Admission.DUPLICATE, Admission.ID_REUSED, Admission.NEW);
        assertThat(real.<List<Admission>>transact(t -> t.admit(new Arrivals(
                        List.of(arriving.named(0, 11, "new", Arriving.CONTENT)), List.of(arriving.span(0, 6, 12))))))
                .containsExactly(Admission.NEW);
    }

    @Test
    void a_message_that_comes_twice_within_the_plan_is_a_duplicate_unless_it_was_forgotten() {
        var once = arriving.named(0, 1, "one", Arriving.CONTENT);
        var again = arriving.named(0, 2, "one", Arriving.CONTENT);
        var other = arriving.named(0, 3, "one", Arriving.OTHER_CONTENT);
        assertThat(admit(once)).isEqualTo(Admission.NEW);
        assertThat(admit(again)).isEqualTo(Admission.DUPLICATE);
        assertThat(admit(other)).isEqualTo(Admission.ID_REUSED);
        plan.transact(t -> {
            t.forget(List.of(arriving.identity("one", Arriving.CONTENT)));
            return true;
        });
        assertThat(admit(again)).isEqualTo(Admission.NEW);
    }

    @Test
    void behind_a_fact_that_would_be_held_back_later_ones_would_be_too() {
        assertThat(admit(arriving.fact(0, 1, "a", 5))).isEqualTo(Admission.NEW);
        var held = arriving.fact(0, 2, "a", 6);
        plan.transact(t -> {
            t.bury(List.of());
            t.hold(List.of(new HeldBack(record(2), held.stream(), 6)));
            return true;
        });
        assertThat(admit(arriving.fact(0, 3, "a", 7))).isEqualTo(Admission.HELD_BACK);
        assertThat(admit(arriving.fact(0, 4, "b", 7))).isEqualTo(Admission.NEW);
    }

    private Received record(long offset) {
        return new Received("boxes", new UUID(1, 1), 0, offset, 0, Instant.EPOCH, null, null, List.of());
    }

    private Admission admit(Arrivals.Arrival arrival) {
        return plan.<List<Admission>>transact(t -> t.admit(new Arrivals(List.of(arrival), List.of())))
                .getFirst();
    }

    private Map<String, Box> load(String... keys) {
        return plan.transact(t -> t.load(Boxes.BOXES, new TreeSet<>(List.of(keys))));
    }

    private void save(Map<String, Box> created, Map<String, Box> updated) {
        plan.transact(t -> {
            t.save(Boxes.BOXES, created, updated);
            return true;
        });
    }
}
