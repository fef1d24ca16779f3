package dev.orderly.messaging.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Timers of sagas that await an answer. One fires only after the topic of answers was read to the end that it had when
/// the timer fell due: an answer that was there in time counts, however late it is read.
public interface Deadlines {

    /// The topic on which answers come.
    String answers();

    /// Whether any timer of these partitions fell due.
    boolean anyDue(Instant now, Set<Integer> partitions);

    /// What fell due until then, as messages to be decided, oldest first.
    List<Item> due(Instant until, Set<Integer> partitions, int most);

    /// How many messages of the topic may be taken now; the rest waits in Kafka.
    int room(String topic, Set<Integer> partitions);

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
        public int room(String topic, Set<Integer> partitions) {
            return Integer.MAX_VALUE;
        }
    };
}
