package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import dev.orderly.messaging.telemetry.Telemetry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JdbcLineTest extends HeldBackContract {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Statements statements = new Statements();
    private final Store store = open();

    JdbcLineTest() throws SQLException {}

    private Store open() {
        return new JdbcStore(statements.of(database.source()), List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    Store store() {
        return store;
    }

    @Test
    void what_the_database_refuses_is_not_quoted() {
        var items = new BoxItems();
        var telemetry = new RecordingTelemetry();
        line(store, telemetry).handle(List.of(items.put("1", "secret", BoxItems.REFUSED_BY_DATABASE)));
        assertThat(telemetry.of(MessageDone.class))
                .singleElement()
                .extracting(MessageDone::outcome)
                .isInstanceOfSatisfying(
                        Outcome.DeadLettered.class,
                        dead -> assertThat(dead.reason().detail())
                                .contains("SQLSTATE 23514")
                                .doesNotContain("secret"));
    }

    @Test
    void a_batch_of_500_messages_takes_one_statement_a_stage_and_table_and_a_savepoint_around_the_first() {
        var items = new BoxItems();
        var batch = new ArrayList<Item>();
        for (int i = 0; i < 250; i++) {
            batch.add(items.put("put" + i, "box" + i % 40, 1));
            batch.add(items.written("box" + i % 50, i / 50 + 1, "w"));
        }
        var line = line(open(), new RecordingTelemetry());
        statements.clear();
        line.handle(batch);
        assertThat(statements.told())
                .as("admit, load and save of each table, emit, commit")
                .containsExactly(
                        "SAVEPOINT",
                        "WITH arrived",
                        "RELEASE",
                        "SELECT box, things, version FROM boxes",
                        "SELECT box, words, version FROM labels",
                        "INSERT INTO boxes",
                        "INSERT INTO labels",
                        "INSERT INTO outbox",
                        "commit");
    }

    @Test
    void a_large_batch_with_a_duplicate_is_asked_about_once_more() {
        var items = new BoxItems();
        var line = line(open(), new RecordingTelemetry());
        line.handle(List.of(items.put("again", "box", 1)));
        var batch = new ArrayList<Item>();
        for (int i = 0; i < 100; i++) {
            batch.add(items.put("first" + i, "box", 1));
        }
        batch.add(items.put("again", "box", 1));
        statements.clear();
        line.handle(batch);
        assertThat(statements.told())
                .startsWith(
                        "SAVEPOINT",
                        "WITH arrived",
                        "ROLLBACK TO",
                        "WITH arrived",
                        "SELECT box, things, version FROM boxes");
    }

    private Line line(Store store, Telemetry telemetry) {
        return new Line(
                "boxes",
                store,
                List.of(Boxes.BOXES, Boxes.LABELLED),
                new Publication("/orderly/boxes", List.of(Boxes.EVENTS)),
                new SettableTime(),
                telemetry,
                () -> {});
    }
}
