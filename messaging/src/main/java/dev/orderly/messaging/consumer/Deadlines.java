package dev.orderly.messaging.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Timers of sagas that await an answer. One fires only after the topic of answers was read to the end that it had when
/// the timer fell due: an answer that was there in time counts, however late it is read.
public interface Deadlines {

    /// The topic on which answers come.
    String answers();

    /// Whether any timer of these partitions of the topic of answers fell due.
    boolean anyDue(Instant now, Set<Integer> partitions);

    /// What fell due until then, as messages to be decided, oldest first.
    List<Item> due(Instant until, Set<Integer> partitions, int most);

    /// The topic whose messages begin sagas, and of which no more is taken than there is room for.
    String throttled();

    /// How many more sagas may wait for an answer; the messages beyond wait in Kafka.
    ///
    /// @param partitions of the throttled topic, which may be other ones than those of the topic of answers
    int room(Set<Integer> partitions);

    /// For a service that coordinates no saga.
    Deadlines NONE = new Deadlines() {
        @Override
        public String answers() {
            return "";
        }

        @Override
        public boolean anyDue(Instant now, Set<Integer> partitions) {
            return false;
        }

        @Override
        public List<Item> due(Instant until, Set<Integer> partitions, int most) {
            return List.of();
        }

        @Override
        public String throttled() {
            return "";
        }

        @Override
        public int room(Set<Integer> partitions) {
            return Integer.MAX_VALUE;
        }
    };
}
