package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.DeadLetterPast.Fate;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/// What of a topic the live tables have handled and a shadow has not folded yet, at the moment of the
/// shadow's transaction. What was folded is noted in the shadow's own tables, as a service does: offsets in
/// `handled_offsets`, facts that are to be folded later in `waiting`.
public final class Unfolded {
    private static final String SPANS = """
            SELECT l.partition, min(lower(r)), max(upper(r)) FROM %1$s l
            LEFT JOIN handled_offsets s USING (topic_id, partition, epoch)
            CROSS JOIN LATERAL unnest(l.offsets - coalesce(s.offsets, '{}')) r
            WHERE l.topic_id = ? GROUP BY l.partition ORDER BY l.partition""";

    /// What waits is looked up by its stream first, as its index has it.
    private static final String COUNTING = """
            SELECT r.n FROM unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[], ?::timestamptz[], ?::text[], ?::bigint[])
              WITH ORDINALITY AS r(topic_id, partition, "offset", leader_epoch, appended_at, stream, sequence, n)
            WHERE EXISTS (SELECT FROM %1$s h WHERE h.topic_id = r.topic_id AND h.partition = r.partition
                          AND h.epoch >= r.leader_epoch AND h.offsets @> r."offset")
              AND NOT EXISTS (SELECT FROM %2$s d WHERE %4$s)
              AND NOT EXISTS (SELECT FROM %3$s w WHERE w.stream = r.stream AND w.sequence = r.sequence AND %5$s)""";

    /// Those of a topic that had the name before, too: what was decided about a fact holds wherever it lies again. What
    /// was decided first has counted, and nothing else of that number.
    private static final String RESOLVED = "SELECT " + RecordColumns.NAMES + ", " + Fate.COLUMNS + " " + """
            FROM %2$s r WHERE topic = ? AND status <> 'OPEN' AND NOT EXISTS (SELECT FROM %2$s f
              WHERE r.stream <> '' AND f.stream = r.stream AND f.sequence = r.sequence AND f.status <> 'OPEN'
                AND (f.resolved_at, f.id) < (r.resolved_at, r.id))""";

    /// In the order in which facts have their turn, so that one look is enough.
    private static final String DUE = "SELECT " + RecordColumns.NAMES + """
            , stream, sequence FROM waiting s
            WHERE s.topic = ? AND NOT EXISTS (SELECT FROM %3$s w
              WHERE w.stream = s.stream AND w.sequence = s.sequence AND %6$s)
            ORDER BY s.stream, s.sequence""";

    /// In the place of a dead letter stands what was decided about it, and not what may have waited there before.
    private static final String FORGET = "DELETE FROM waiting s USING %2$s d WHERE s.topic = ? AND %7$s";

    private static final String REMEMBER_WAITING =
            "INSERT INTO waiting (" + RecordColumns.NAMES + ", stream, sequence) SELECT " + RecordColumns.NAMES + """
            , stream, sequence FROM %3$s w
            WHERE w.topic_id = ? AND NOT EXISTS (SELECT FROM %2$s d WHERE %8$s) ON CONFLICT DO NOTHING""";

    private static final String REMEMBER_OFFSETS = """
            INSERT INTO handled_offsets AS s (topic, topic_id, partition, epoch, offsets)
            SELECT topic, topic_id, partition, epoch, offsets FROM %1$s WHERE topic_id = ?
            ON CONFLICT (topic_id, partition, epoch) DO UPDATE SET offsets = excluded.offsets""";

    private static final String HANDLED = """
            SELECT topic_id = ?, partition, epoch, lower(offsets), upper(offsets) FROM %1$s
            WHERE topic = ? AND NOT isempty(offsets)""";

    private final Shadow shadow;
    private final String topic;
    private final UUID topicId;

    public Unfolded(Shadow shadow, String topic, UUID topicId) {
        this.shadow = shadow;
        this.topic = topic;
        this.topicId = topicId;
    }

    /// Offsets between which there is something to be folded.
    public record Span(int partition, long from, long to) {}

    /// A record that may count.
    ///
    /// @param appended when Kafka took it
    /// @param stream the numbered facts that it is one of
    public record Arrived(Place place, Instant appended, String stream, long sequence) {}

    /// What was handled under the topic's name.
    ///
    /// @param isThis whether it was this topic, and no other that had the name before
    public record Handled(boolean isThis, int partition, int epoch, long from, long to) {}

    public List<Span> spans() throws SQLException {
        var spans = new ArrayList<Span>();
        try (var select = ofTopicId(SPANS)) {
            Pages.read(select, row -> new Span(row.getInt(1), row.getLong(2), row.getLong(3)), spans::addAll);
        }
        return spans;
    }

    public List<Handled> handled() throws SQLException {
        try (var select = prepared(HANDLED)) {
            select.setObject(1, topicId);
            select.setString(2, topic);
            var handled = new ArrayList<Handled>();
            Pages.read(
                    select,
                    row -> new Handled(row.getBoolean(1), row.getInt(2), row.getInt(3), row.getLong(4), row.getLong(5)),
                    handled::addAll);
            return handled;
        }
    }

    /// Which of these are handled, and neither dead letters nor waiting.
    public BitSet counting(List<Arrived> arrived) throws SQLException {
        try (var select = prepared(COUNTING)) {
            var connection = shadow.connection();
            select.setArray(
                    1,
                    Arrays.of(connection, "uuid", arrived, each -> each.place().topicId()));
            select.setArray(
                    2,
                    Arrays.of(connection, "int4", arrived, each -> each.place().partition()));
            select.setArray(
                    3,
                    Arrays.of(connection, "int8", arrived, each -> each.place().offset()));
            select.setArray(
                    4,
                    Arrays.of(connection, "int4", arrived, each -> each.place().leaderEpoch()));
            select.setArray(5, Arrays.of(connection, "timestamptz", arrived, each -> Timestamp.from(each.appended())));
            select.setArray(6, Arrays.of(connection, "text", arrived, Arrived::stream));
            select.setArray(7, Arrays.of(connection, "int8", arrived, Arrived::sequence));
            var counting = new BitSet();
            Pages.read(select, row -> row.getInt(1) - 1, found -> found.forEach(counting::set));
            return counting;
        }
    }

    /// The dead letters of which something was decided, with what they were.
    public void resolved(PageReader<Fate> reader) throws SQLException {
        try (var select = ofTopic(RESOLVED)) {
            Pages.read(select, Fate::read, reader);
        }
    }

    /// What waits in the shadow and not in the live tables, in its order.
    public void due(PageReader<HeldBack> reader) throws SQLException {
        try (var select = ofTopic(DUE)) {
            Pages.read(
                    select, row -> new HeldBack(RecordColumns.read(row), row.getString(10), row.getLong(11)), reader);
        }
    }

    /// Puts into the shadow what stands in the places of dead letters.
    public void hold(List<HeldBack> messages) throws SQLException {
        new Shelf(shadow.connection()).hold(messages);
    }

    /// Makes ready for what was decided about dead letters since.
    public void forgetBuried() throws SQLException {
        try (var delete = ofTopic(FORGET)) {
            delete.execute();
        }
    }

    /// Notes that all of this moment was folded, but for what waits.
    public void remember() throws SQLException {
        try (var waiting = ofTopicId(REMEMBER_WAITING);
                var offsets = ofTopicId(REMEMBER_OFFSETS)) {
            waiting.execute();
            offsets.execute();
        }
    }

    private PreparedStatement ofTopic(String sql) throws SQLException {
        var statement = prepared(sql);
        statement.setString(1, topic);
        return statement;
    }

    private PreparedStatement ofTopicId(String sql) throws SQLException {
        var statement = prepared(sql);
        statement.setObject(1, topicId);
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        return shadow.connection()
                .prepareStatement(sql.formatted(
                        shadow.live("handled_offsets"),
                        shadow.live("dead_letters"),
                        shadow.live("waiting"),
                        RecordColumns.SAME_RECORD.formatted("d", "r"),
                        RecordColumns.SAME_RECORD.formatted("w", "r"),
                        RecordColumns.SAME_RECORD.formatted("w", "s"),
                        RecordColumns.SAME_RECORD.formatted("s", "d"),
                        RecordColumns.SAME_RECORD.formatted("d", "w")));
    }
}
