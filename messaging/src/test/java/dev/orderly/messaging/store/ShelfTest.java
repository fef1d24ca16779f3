package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A part of what waits is let go in as little time as if nothing else waited.
class ShelfTest {
    private static final int MANY = 100_000;
    private static final int SOME = 500;

    private final Arriving arriving = Arriving.somewhere();

    @Test
    void the_first_of_many_are_released_in_less_time_than_all_were_held_back() throws SQLException {
        var first = held(0, SOME);
        try (var database = BoxDatabase.fresh()) {
            var store = new JdbcStore(database.source(), List.of());
            database.run("VACUUM ANALYZE waiting"); // a plan for an empty table, which is kept
            assertThat(release(store, first)).isZero();
            var many = held(0, MANY);
            var holding = time(() -> store.transact(t -> {
                t.hold(many);
                return true;
            }));
            var releasing = time(() -> assertThat(release(store, first)).isEqualTo(SOME));
            assertThat(releasing).isLessThan(holding);
            assertThat(database.texts("SELECT min(sequence) FROM waiting")).containsExactly("" + SOME);
        }
    }

    private static Duration time(Runnable work) {
        var begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static int release(Store store, List<HeldBack> messages) {
        return store.transact(t -> {
            var there = t.stillHeld(messages).size();
            t.release(messages);
            return there;
        });
    }

    private List<HeldBack> held(int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(n -> arriving.heldBack(n, "box", n))
                .toList();
    }
}
