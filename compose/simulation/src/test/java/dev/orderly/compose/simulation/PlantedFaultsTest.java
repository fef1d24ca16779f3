package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.Admission;
import dev.orderly.messaging.store.Arrivals;
import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.Arrivals.Span;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The simulator is worth what it notices: with a guard taken away, some seed fails soon.
class PlantedFaultsTest {
    private static final int SEEDS = 150;

    @Test
    void a_cursor_that_knows_no_gaps_loses_rows() {
        assertThat(isNoticed(new Faults(store -> store, false))).isTrue();
    }

    @Test
    void without_an_inbox_messages_act_twice() {
        assertThat(isNoticed(admitting((transaction, arrivals) -> {
                    transaction.admit(arrivals);
                    return arrivals.messages().stream().map(_ -> Admission.NEW).toList();
                })))
                .isTrue();
    }

    @Test
    void without_ranges_of_offsets_what_is_old_acts_again() {
        assertThat(isNoticed(admitting(
                        (transaction, arrivals) -> transaction.admit(new Arrivals(arrivals.messages(), List.of())))))
                .isTrue();
    }

    @Test
    void without_leader_epochs_what_comes_in_place_of_a_lost_tail_is_passed_over() {
        assertThat(isNoticed(admitting((transaction, arrivals) -> transaction.admit(ofOneLeader(arrivals)))))
                .isTrue();
    }

    private static Arrivals ofOneLeader(Arrivals arrivals) {
        var messages = arrivals.messages().stream()
                .map(message -> new Arrival(
                        message.place().map(at -> new Place(at.topicId(), at.partition(), at.offset(), 0)),
                        message.identity(),
                        message.stream(),
                        message.sequence()))
                .toList();
        var spans = arrivals.spans().stream()
                .map(span -> new Span(span.topic(), span.topicId(), span.partition(), 0, span.from(), span.to()))
                .toList();
        return new Arrivals(messages, spans);
    }

    private static boolean isNoticed(Faults faults) {
        return LongStream.rangeClosed(1, SEEDS).anyMatch(seed -> fails(seed, faults));
    }

    private static boolean fails(long seed, Faults faults) {
        try {
            Trial.of(seed, faults);
            return false;
        } catch (AssertionError | RuntimeException noticed) {
            return true;
        }
    }

    private static Faults admitting(BiFunction<Transaction, Arrivals, List<Admission>> how) {
        return new Faults(store -> new Admitting(store, how), true);
    }

    /// A store whose inbox is another.
    private record Admitting(Store store, BiFunction<Transaction, Arrivals, List<Admission>> how) implements Store {
        @Override
        public <R> R transact(Function<Transaction, R> work) {
            return store.transact(real -> work.apply(replaced(real)));
        }

        private Transaction replaced(Transaction real) {
            return (Transaction) Proxy.newProxyInstance(
                    Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (_, method, arguments) -> {
                        if (method.getName().equals("admit")) {
                            return how.apply(real, (Arrivals) arguments[0]);
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public List<String> waitingStreams(String after, int most) {
            return store.waitingStreams(after, most);
        }

        @Override
        public List<HeldBack> waiting(Collection<String> streams, int each) {
            return store.waiting(streams, each);
        }
    }
}
