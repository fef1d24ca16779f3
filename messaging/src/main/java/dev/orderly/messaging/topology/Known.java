package dev.orderly.messaging.topology;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.topology.HandledCheck.Last;
import dev.orderly.messaging.topology.Landmarks.Landmark;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// What a service's database knows, as far as its topics can tell it too.
interface Known {
    /// Of a database that has no tables yet, and so lacks all that there is.
    Known NOTHING = new Known() {
        @Override
        public Map<TopicPartition, Landmark> landmarks() {
            return new HashMap<>();
        }

        @Override
        public Set<String> pending() {
            return Set.of();
        }

        @Override
        public boolean lacks(Set<String> facts) {
            return true;
        }

        @Override
        public boolean lacksDeadLetters(String topic, Map<String, List<Received>> records) {
            return true;
        }

        @Override
        public Optional<String> unhandled(Collection<Last> settled) {
            return settled.stream().map(each -> each.partition().topic()).min(String::compareTo);
        }
    };

    /// The landmark of each partition that has one; the caller's own map.
    Map<TopicPartition, Landmark> landmarks() throws SQLException;

    /// The ids of facts that the relay has not seen acknowledged.
    Set<String> pending() throws SQLException;

    /// Whether one of these facts, at least one, is not there.
    boolean lacks(Set<String> facts) throws SQLException;

    /// Whether one of these records, at least one, is not there.
    ///
    /// @param topic of dead letters
    /// @param records by the places of the dead letters that they tell of
    boolean lacksDeadLetters(String topic, Map<String, List<Received>> records) throws SQLException;

    /// The first topic, by its name, of which one of these records is not known as handled.
    Optional<String> unhandled(Collection<Last> settled) throws SQLException;
}
