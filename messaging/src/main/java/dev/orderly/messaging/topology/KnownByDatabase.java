package dev.orderly.messaging.topology;

import dev.orderly.messaging.store.Arrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/// The facts of the outbox, by their ids.
final class KnownFacts {
    /// Of so many rows at a time, lest it takes longer than a statement may: the ids of messages have no index.
    private static final long PAGE = 1_000_000;

    private static final String UNKNOWN = """
            SELECT unnest(?) EXCEPT SELECT message_id FROM outbox_facts WHERE id > ? AND id <= ?""";

    private final DataSource database;

    KnownFacts(DataSource database) {
        this.database = database;
    }

    /// Those that the relay has not seen acknowledged.
    Set<String> pending() throws SQLException {
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

    /// Whether one of these is not there. A fact may lie in its topic a second time: a relay that was paused
    /// while another took over repeats what it had under way, behind what the other noted; and one that is at
    /// work notes what it has sent while this looks. Either was written lately, so that the first page has it as
    /// a rule.
    boolean lacks(Set<String> facts) throws SQLException {
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
