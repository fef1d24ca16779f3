package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.store.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrandTest {
    private static final String STREAM = "label-events/label/b";

    private BoxDatabase database;
    private BoxService service;
    private Store store;

    @BeforeEach
    void open() throws SQLException {
        database = BoxDatabase.fresh();
        service = new BoxService(database.source());
        store = new JdbcStore(database.source(), BoxService.TABLES);
        for (int sequence = 2; sequence <= 6; sequence++) {
            service.receive("label-events", BoxService.written("b", sequence, "\"" + sequence + "\""));
        }
        service.receive("label-events", BoxService.written("b", 1, "\"1\""));
        service.receive("label-events", BoxService.written("other", 2, "\"2\""));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void it_follows_a_stream_to_its_end_and_leaves_others_alone() {
        var waiting = store.waiting(List.of(STREAM), 9);
        var errand = errand(store);
        errand.run(STREAM);
        assertThat(store.waitingStreams("", 9)).containsExactly("label-events/label/other");
        assertThat(waiting)
                .allSatisfy(
                        held -> assertThat(errand.outcome(held.record())).containsInstanceOf(Outcome.Handled.class));
    }

    /// It cannot tell what became of it there.
    @Test
    void what_another_instance_was_faster_with_is_not_its_own() {
        var waiting = store.waiting(List.of(STREAM), 9);
        var faster = new Faster(store, () -> errand(store).run(STREAM));
        var errand = errand(faster);
        errand.run(STREAM);
        assertThat(store.waitingStreams("", 9)).containsExactly("label-events/label/other");
        assertThat(waiting)
                .allSatisfy(held -> assertThat(errand.outcome(held.record())).isEmpty());
        assertThat(store.transact(t -> t.load(Boxes.LABELLED, new TreeSet<>(List.of("b"))))
                        .get("b")
                        .words())
                .isEqualTo("123456");
    }

    private Errand errand(Store on) {
        return new Errand(
                "boxes",
                on,
                BoxService.TABLES.stream().map(Table::kind).toList(),
                List.of(Boxes.EVENTS),
                new Sorting("/orderly/boxes", service.subscriptions()),
                InstantSource.system());
    }

    /// Another instance does its work between the look at the shelf and what follows.
    private record Faster(Store store, Runnable other) implements Store {

        @Override
        public <R> R transact(Function<Transaction, R> work) {
            return store.transact(work);
        }

        @Override
        public List<String> waitingStreams(String after, int most) {
            return store.waitingStreams(after, most);
        }

        @Override
        public List<HeldBack> waiting(Collection<String> streams, int each) {
            var waiting = store.waiting(streams, each);
            other.run();
            return waiting;
        }
    }
}
