package dev.orderly.messaging.topology;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.topology.HandledCheck.Last;
import dev.orderly.messaging.topology.Landmarks.Landmark;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/// What is known by the database's tables.
final class KnownByDatabase implements Known {
    private final DataSource database;

    KnownByDatabase(DataSource database) {
        this.database = database;
    }

    @Override
    public Map<TopicPartition, Landmark> landmarks() throws SQLException {
        return Landmarks.of(database);
    }

    @Override
    public Set<String> pending() throws SQLException {
        try (var connection = database.getConnection()) {
            return new Archive(connection).pendingFacts();
        }
    }

    /// A fact may lie in its topic a second time: a relay that was paused while another took over repeats
    /// what it had under way, behind what the other noted; and one that is at work notes what it has sent
    /// while this looks. Either was written lately, so that it is found soon as a rule.
    @Override
    public boolean lacks(Set<String> facts) throws SQLException {
        try (var connection = database.getConnection()) {
            return !new Archive(connection).facts(facts).keySet().containsAll(facts);
        }
    }

    @Override
    public boolean lacksDeadLetters(String topic, Map<String, List<Received>> records) throws SQLException {
        try (var connection = database.getConnection()) {
            return !new Archive(connection).hasDeadLetters(topic, records);
        }
    }

    @Override
    public Optional<String> unhandled(Collection<Last> settled) throws SQLException {
        return HandledCheck.unhandled(database, settled);
    }
}
