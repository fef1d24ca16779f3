package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.ConnectionStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldTest {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Connection connection = database.connect();
    private final ConnectionStore store =
            new ConnectionStore(connection, List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE));
    private final Fold fold = new Fold(List.of(Boxes.BOXES, Boxes.LABELLED), Recollection.OF_FACTS_ALONE);
    private final List<String> tooEarly = new ArrayList<>();
    private long offset;

    FoldTest() throws SQLException {
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void own_facts_become_rows_and_a_fact_that_was_sent_twice_counts_once() throws SQLException {
        assertThat(own(added("a", 1, 5), added("b", 1, 7), added("a", 2, 3))).containsExactly("a 1", "b 1", "a 2");
        assertThat(own(added("a", 2, 3), added("a", 3, 1))).containsExactly("a 3");

        assertThat(rows("SELECT box || ' ' || things || ' ' || version FROM boxes ORDER BY box"))
                .containsExactly("a 9 3", "b 7 1");
        assertThat(fold.holes()).isZero();
    }

    @Test
    void a_fact_before_which_others_are_missing_is_too_early_and_is_neither_folded_nor_a_hole() throws SQLException {
        assertThat(own(added("a", 1, 5), added("a", 4, 1), added("a", 2, 1), added("b", 2, 9)))
                .containsExactly("a 1", "a 2");
        assertThat(tooEarly).containsExactly("a 4", "b 2");

        assertThat(fold.holes()).isZero();
        assertThat(rows("SELECT box || ' ' || things || ' ' || version FROM boxes"))
                .containsExactly("a 6 2");
    }

    @Test
    void of_those_that_were_too_early_what_is_still_missing_before_them_is_counted() throws SQLException {
        own(added("a", 1, 5), added("a", 2, 1));
        assertThat(early(added("a", 2, 1), added("a", 3, 1), added("a", 6, 1), added("a", 6, 1)))
                .containsExactly("a 3", "a 6");

        assertThat(fold.holes()).isEqualTo(2);
        assertThat(rows("SELECT things || ' ' || version FROM boxes")).containsExactly("8 6");
    }

    @Test
    void others_facts_are_copied_in_their_turn_and_what_comes_too_early_waits() throws SQLException {
        projected(written("a", 1, "red"), written("b", 1, "blue"), written("a", 3, "!"), written("a", 2, " box"));
        projected(written("a", 1, "again"));

        assertThat(rows("SELECT box || ' ' || words || ' ' || version FROM labels ORDER BY box"))
                .containsExactly("a red box 2", "b blue 1");
        assertThat(rows("SELECT stream || ' ' || sequence FROM waiting")).containsExactly("label-events/label/a 3");
    }

    private List<String> own(Received... facts) {
        var folded = store.transact(transaction -> fold.fold(events(facts), transaction));
        tooEarly.addAll(names(folded.early()));
        return names(folded.fresh());
    }

    private List<String> early(Received... facts) {
        return names(store.transact(
                transaction -> fold.foldEarly(events(facts), transaction).fresh()));
    }

    private static List<Fold.Own> events(Received... facts) {
        var reader = new EventReader(List.of(Boxes.EVENTS));
        return Stream.of(facts)
                .map(fact -> new Fold.Own(event(reader.read(fact)), fact))
                .toList();
    }

    private static List<String> names(List<Fold.Own> facts) {
        return facts.stream()
                .map(own -> own.event().subject() + " " + own.event().sequence())
                .toList();
    }

    private static Event<?> event(Reading reading) {
        return ((Reading.Valid) reading).event();
    }

    private void projected(Received... facts) {
        var subscription =
                new Subscription<>(Boxes.LABELS, "/orderly/labels"::equals, new Nothing(), Optional.of(Boxes.LABELLED));
        var sorting = new Sorting("/orderly/boxes", List.of(subscription));
        var items =
                Stream.of(facts).map(fact -> sorting.item(fact, fact.offset())).toList();
        store.transact(transaction -> {
            fold.projected(items, transaction);
            return true;
        });
    }

    private Received added(String box, long sequence, long things) {
        return record("box-events", "/orderly/boxes", "box.added", box, sequence, "\"things\":" + things);
    }

    private Received written(String box, long sequence, String words) {
        return record("label-events", "/orderly/labels", "label.written", box, sequence, "\"words\":\"" + words + "\"");
    }

    private Received record(String topic, String source, String type, String box, long sequence, String data) {
        var json = """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","subject":"%s","sequence":"%d","data":{"box":"%4$s",%s}}""".formatted(UUID.randomUUID(), source, type, box, sequence, data);
        return new Received(
                topic,
                new UUID(1, 1),
                0,
                offset++,
                0,
                Instant.EPOCH,
                box.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private List<String> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
