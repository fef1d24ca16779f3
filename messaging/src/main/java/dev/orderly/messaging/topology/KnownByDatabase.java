package dev.orderly.messaging.topology;

import dev.orderly.messaging.store.Arrays;
import dev.orderly.messaging.topology.HandledCheck.Last;
import dev.orderly.messaging.topology.Landmarks.Landmark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/// What is known by the database's tables.
final class KnownByDatabase implements Known {
    /// Of so many rows at a time, lest it takes longer than a statement may: the ids of messages have no index.
    private static final long PAGE = 1_000_000;

    private static final String UNKNOWN = """
            SELECT unnest(?) EXCEPT SELECT message_id FROM outbox_facts WHERE id > ? AND id <= ?""";

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
        var pending = new HashSet<String>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        SELECT message_id FROM outbox_facts WHERE id > (SELECT cursor FROM relay_cursor)""");
                var row = select.executeQuery()) {
            while (row.next()) {
                pending.add(row.getString(1));
            }
        }
        return pending;
    }

    /// A fact may lie in its topic a second time: a relay that was paused
    /// while another took over repeats what it had under way, behind what the other noted; and one that is at
    /// work notes what it has sent while this looks. Either was written lately, so that the first page has it as
    /// a rule.
    @Override
    public boolean lacks(Set<String> facts) throws SQLException {
        try (var connection = database.getConnection()) {
            var missing = facts;
            for (long to = Long.MAX_VALUE, from = last(connection) - PAGE; to > 0; to = from, from -= PAGE) {
                missing = unknown(connection, missing, from, to);
                if (missing.isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public Optional<String> unhandled(Collection<Last> settled) throws SQLException {
        return HandledCheck.unhandled(database, settled);
    }

    private static long last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT coalesce(max(id), 0) FROM outbox_facts");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Set<String> unknown(Connection connection, Set<String> facts, long from, long to)
            throws SQLException {
        var unknown = new HashSet<String>();
        try (var select = connection.prepareStatement(UNKNOWN)) {
            select.setArray(1, Arrays.of(connection, "text", facts, id -> id));
            select.setLong(2, from);
            select.setLong(3, to);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    unknown.add(row.getString(1));
                }
            }
        }
        return unknown;
    }
}
