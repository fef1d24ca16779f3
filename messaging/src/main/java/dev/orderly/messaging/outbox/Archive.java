package dev.orderly.messaging.outbox;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.HeaderBytes;
import dev.orderly.messaging.store.RecordHash;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What the outbox keeps of all that was once relayed: facts and what became of dead letters for ever, all else
/// for a while.
public final class Archive {
    /// As long as topics of commands and answers keep them: what is older is nobody's concern any more.
    public static final Duration MESSAGES = Duration.ofDays(7);

    private static final String COUNT = """
            SELECT count(*) FROM outbox
            WHERE id <= ? AND topic = ANY (?) AND (kind = 'fact' OR created_at > now() - ? * interval '1 second')""";

    private static final String READ = """
            SELECT id, topic, message_key, payload, headers FROM outbox
            WHERE id > ? AND id <= ? AND topic = ANY (?) AND (kind = 'fact' OR created_at > now() - ? * interval '1 second')
            ORDER BY id LIMIT ?""";

    /// Of so many rows at a time, lest it takes longer than a statement may: the ids of messages have no index.
    private static final long FACTS_AT_ONCE = 1_000_000;

    private static final String LAST_FACT = "SELECT coalesce(max(id), 0) FROM outbox_facts";

    /// `IS TRUE` keeps it from becoming a join, and one of nested loops where few rows are reckoned with.
    private static final String FACTS = """
            SELECT message_id, id FROM outbox_facts
            WHERE id > ? AND id <= ? AND (message_id IN (SELECT unnest(?::text[]))) IS TRUE""";

    private static final String DEAD_LETTERS = """
            SELECT message_key, payload, headers FROM outbox_facts
            WHERE id > ? AND id <= ? AND topic = ? AND (message_id IN (SELECT unnest(?::text[]))) IS TRUE""";

    private static final String PENDING_FACTS = """
            SELECT message_id FROM outbox_facts WHERE id > (SELECT cursor FROM relay_cursor)""";

    private static final String CURSOR = "SELECT cursor FROM relay_cursor";

    private final Connection connection;

    public Archive(Connection connection) {
        this.connection = connection;
    }

    /// The id up to which all was relayed.
    public long cursor() throws SQLException {
        try (var select = connection.prepareStatement(CURSOR);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// How many rows there are for these topics.
    public long count(long upTo, List<String> topics) throws SQLException {
        try (var count = connection.prepareStatement(COUNT)) {
            count.setLong(1, upTo);
            count.setArray(2, connection.createArrayOf("text", topics.toArray()));
            count.setLong(3, MESSAGES.toSeconds());
            try (var row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// The next rows for these topics, in the order in which they were relayed.
    public List<Page.Row> read(long after, long upTo, List<String> topics, int limit) throws SQLException {
        try (var read = connection.prepareStatement(READ)) {
            read.setLong(1, after);
            read.setLong(2, upTo);
            read.setArray(3, connection.createArrayOf("text", topics.toArray()));
            read.setLong(4, MESSAGES.toSeconds());
            read.setInt(5, limit);
            try (var row = read.executeQuery()) {
                var rows = new ArrayList<Page.Row>();
                while (row.next()) {
                    rows.add(new Page.Row(
                            row.getLong(1),
                            row.getString(2),
                            row.getBytes(3),
                            row.getBytes(4),
                            HeaderBytes.read(row.getBytes(5))));
                }
                return rows;
            }
        }
    }

    /// The messages of facts that the relay has not seen acknowledged.
    public Set<String> pendingFacts() throws SQLException {
        try (var select = connection.prepareStatement(PENDING_FACTS);
                var row = select.executeQuery()) {
            var pending = new HashSet<String>();
            while (row.next()) {
                pending.add(row.getString(1));
            }
            return pending;
        }
    }

    /// The rows of facts, by the ids of these messages. It looks among the latest first, and no further than
    /// it has to.
    public Map<String, Long> facts(Collection<String> messages) throws SQLException {
        var rows = new HashMap<String, Long>();
        var missing = new HashSet<>(messages);
        if (missing.isEmpty()) {
            return rows;
        }
        var to = Long.MAX_VALUE;
        var from = lastFact() - FACTS_AT_ONCE;
        while (to > 0 && !missing.isEmpty()) {
            rows.putAll(facts(missing, from, to));
            missing.removeAll(rows.keySet());
            to = from;
            from -= FACTS_AT_ONCE;
        }
        return rows;
    }

    /// Whether it has a row for each of these records, byte for byte. It looks among the latest first, and no further
    /// than it has to.
    ///
    /// @param topic of dead letters
    /// @param records by their places, of dead letters and of what was decided about some: all that tell of one lie
    ///     under its place
    public boolean hasDeadLetters(String topic, Map<String, List<Received>> records) throws SQLException {
        var missing = new HashSet<UUID>();
        records.values().forEach(each -> each.forEach(record -> missing.add(hash(record))));
        var to = Long.MAX_VALUE;
        var from = lastFact() - FACTS_AT_ONCE;
        while (to > 0 && !missing.isEmpty()) {
            missing.removeAll(deadLetters(topic, records.keySet(), from, to));
            to = from;
            from -= FACTS_AT_ONCE;
        }
        return missing.isEmpty();
    }

    private Set<UUID> deadLetters(String topic, Set<String> places, long after, long upTo) throws SQLException {
        var hashes = new HashSet<UUID>();
        try (var select = connection.prepareStatement(DEAD_LETTERS)) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            select.setString(3, topic);
            select.setArray(4, connection.createArrayOf("text", places.toArray()));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    hashes.add(
                            RecordHash.of(topic, row.getBytes(1), row.getBytes(2), HeaderBytes.read(row.getBytes(3))));
                }
            }
        }
        return hashes;
    }

    private static UUID hash(Received record) {
        return RecordHash.of(record.topic(), record.key(), record.value(), record.headers());
    }

    private long lastFact() throws SQLException {
        try (var select = connection.prepareStatement(LAST_FACT);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<String, Long> facts(Collection<String> messages, long after, long upTo) throws SQLException {
        var rows = new HashMap<String, Long>();
        try (var select = connection.prepareStatement(FACTS)) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            select.setArray(3, connection.createArrayOf("text", messages.toArray()));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return rows;
    }
}
