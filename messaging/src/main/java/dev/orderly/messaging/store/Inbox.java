package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.Arrivals.Span;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which messages were handled: by offset for ever, by identity for at least 30 days. One statement a batch, asked
/// again where a large batch holds a duplicate.
///
/// Offsets are noted by partition and leader epoch. A record was handled if its offset is noted under its own epoch, or
/// a higher one; what is noted under a lower one was another record, which the partition lost.
///
/// The statement locks the rows that it adds to first. A second owner of a partition (a rebalance may make one for
/// a moment) waits there, and then sees what the first has handled, since a locked row is read anew. Rows of higher
/// epochs are only read: who handles the same record adds to the row of its own. That first rows and identities of the
/// same moment are seen, too, is the primary keys' work: a row that can neither be found nor inserted means a race. So
/// does a partition's row that changed while it was waited for: what holds a fact back, or the same identity in the
/// month before, may have been written meanwhile. Identities are inserted first, and only where that fails looked up:
/// most are new, and the insertion looks for them anyway. A lookup, and the one in other months, is one index probe
/// (`LATERAL ... LIMIT 1`), whatever the statistics of a young table say.
///
/// Where many come and no duplicate is expected, they are inserted outright: a third cheaper than with `ON CONFLICT`.
/// If one is there already, that is undone, and asked again [the careful way][#CAREFUL].
final class Inbox {

    /// What a row of handled offsets stands for: who appended them. In the statement it is a number.
    private record Leader(UUID topicId, int partition, int epoch) {
        static Leader of(Place place) {
            return new Leader(place.topicId(), place.partition(), place.leaderEpoch());
        }

        static Leader of(Span span) {
            return new Leader(span.topicId(), span.partition(), span.leaderEpoch());
        }

        static Map<Leader, Integer> numbered(List<Span> spans) {
            var numbers = new HashMap<Leader, Integer>();
            spans.forEach(span -> numbers.putIfAbsent(of(span), numbers.size()));
            return numbers;
        }
    }

    private static final String ADMIT = """
            WITH arrived AS MATERIALIZED (
              SELECT * FROM unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::bigint[])
                WITH ORDINALITY AS a(leader, at, source, id, content, stream, sequence, n)),
            spans AS MATERIALIZED (
              SELECT leader, topic, topic_id, partition, epoch, range_agg(int8range(lower, upper)) AS added
              FROM unnest(?::int[], ?::text[], ?::uuid[], ?::int[], ?::int[], ?::bigint[], ?::bigint[])
                AS s(leader, topic, topic_id, partition, epoch, lower, upper)
              GROUP BY leader, topic, topic_id, partition, epoch),
            seen AS MATERIALIZED (
              SELECT s.leader, h.epoch = s.epoch AS own, h.offsets FROM spans s JOIN handled_offsets h
              ON h.topic_id = s.topic_id AND h.partition = s.partition AND h.epoch >= s.epoch),
            locked AS MATERIALIZED (
              SELECT s.leader, h.topic_id, h.partition, h.epoch, h.offsets, s.added
              FROM handled_offsets h JOIN spans s USING (topic_id, partition, epoch)
              ORDER BY h.topic_id, h.partition, h.epoch FOR UPDATE OF h),
            noted AS (
              UPDATE handled_offsets h SET offsets = h.offsets + l.added
              FROM locked l WHERE h.topic_id = l.topic_id AND h.partition = l.partition AND h.epoch = l.epoch),
            opened AS (
              INSERT INTO handled_offsets (topic, topic_id, partition, epoch, offsets)
              SELECT topic, topic_id, partition, epoch, added FROM spans
              WHERE leader NOT IN (SELECT leader FROM locked) ORDER BY topic_id, partition, epoch
              ON CONFLICT DO NOTHING RETURNING 1),
            raced AS MATERIALIZED (
              SELECT (SELECT count(*) FROM spans) > (SELECT count(*) FROM locked) + (SELECT count(*) FROM opened) AS any),
            changed AS MATERIALIZED (
              SELECT EXISTS (SELECT FROM seen s JOIN locked l USING (leader) WHERE s.own AND s.offsets <> l.offsets) AS any),
            handled AS MATERIALIZED (
              SELECT leader, offsets FROM locked UNION ALL SELECT leader, offsets FROM seen WHERE NOT own),
            fresh AS MATERIALIZED (
              SELECT a.* FROM arrived a WHERE NOT (SELECT raced.any FROM raced)
                AND NOT EXISTS (SELECT FROM handled h WHERE h.leader = a.leader AND h.offsets @> a.at)),
            ahead AS MATERIALIZED (
              SELECT EXISTS (SELECT FROM inbox
                WHERE month >= date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AS any),
            elsewhere AS MATERIALIZED (
              SELECT f.n FROM fresh f CROSS JOIN LATERAL (
                SELECT FROM inbox
                WHERE inbox.id = f.id AND inbox.source = f.source AND inbox.month < date_trunc('month', now() AT TIME ZONE 'UTC')
                UNION ALL SELECT FROM inbox
                WHERE (SELECT ahead.any FROM ahead) AND inbox.id = f.id AND inbox.source = f.source
                  AND inbox.month >= date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month'
                LIMIT 1) i),
            inserted AS (
              INSERT INTO inbox (id, source, content)
              SELECT f.id, f.source, f.content FROM fresh f
              WHERE f.id IS NOT NULL AND NOT EXISTS (SELECT FROM elsewhere e WHERE e.n = f.n)
              ORDER BY f.n %s),
            refused AS MATERIALIZED (
              SELECT f.n, f.id, f.source, f.content FROM fresh f WHERE %s),
            known AS MATERIALIZED (
              SELECT r.n, i.content = r.content AS same FROM refused r CROSS JOIN LATERAL (
                SELECT content FROM inbox WHERE inbox.id = r.id AND inbox.source = r.source LIMIT 1) i),
            holding AS MATERIALIZED (
              SELECT EXISTS (SELECT FROM dead_letters WHERE stream <> '' AND status = 'OPEN')
                OR EXISTS (SELECT FROM waiting) AS any)
            SELECT 0, 'RACED' FROM raced WHERE raced.any
            UNION ALL
            SELECT f.n,
              CASE WHEN k.same THEN 'DUPLICATE'
                   WHEN NOT k.same THEN 'ID_REUSED'
                   WHEN r.n IS NOT NULL THEN 'RACED'
                   WHEN (SELECT changed.any FROM changed) THEN 'RACED'
                   WHEN f.stream <> '' AND (SELECT holding.any FROM holding) AND (
                        EXISTS (SELECT FROM dead_letters d
                          WHERE d.stream = f.stream AND d.stream <> '' AND d.status = 'OPEN' AND d.sequence < f.sequence)
                     OR EXISTS (SELECT FROM waiting w WHERE w.stream = f.stream AND w.sequence < f.sequence))
                   THEN 'HELD_BACK' ELSE 'NEW' END
            FROM fresh f LEFT JOIN known k USING (n) LEFT JOIN refused r USING (n)""";

    /// What was not inserted is looked up.
    private static final String CAREFUL = ADMIT.formatted(
            "ON CONFLICT DO NOTHING RETURNING id, source",
            "f.id IS NOT NULL AND NOT EXISTS (SELECT FROM inserted i WHERE i.id = f.id AND i.source = f.source)");

    /// Every row is inserted, or all fail; only what was found in other months is looked up.
    private static final String OUTRIGHT = ADMIT.formatted("", "EXISTS (SELECT FROM elsewhere e WHERE e.n = f.n)");

    private static final String FORGET = """
            DELETE FROM inbox USING unnest(?::text[], ?::text[]) AS f(id, source)
            WHERE inbox.id = f.id AND inbox.source = f.source""";

    private static final String UNIQUE_VIOLATION = "23505";

    /// Taken in the same order by all, so that two batches with the same identities do not deadlock.
    private static final Comparator<Arrival> ORDER = Comparator.comparing(
                    (Arrival arrival) -> arrival.identity().map(Identity::id).orElse(""))
            .thenComparing(arrival -> arrival.identity().map(Identity::source).orElse(""));

    private final Connection connection;
    private final Duplicates duplicates;

    Inbox(Connection connection, Duplicates duplicates) {
        this.connection = connection;
        this.duplicates = duplicates;
    }

    List<Admission> admit(Arrivals arrivals) throws SQLException {
        if (duplicates.areToBeExpected(arrivals.messages().size())) {
            return admit(CAREFUL, arrivals);
        }
        var before = connection.setSavepoint();
        try {
            var said = admit(OUTRIGHT, arrivals);
            connection.releaseSavepoint(before);
            return said;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            duplicates.seen();
            return admit(CAREFUL, arrivals);
        }
    }

    private List<Admission> admit(String statement, Arrivals arrivals) throws SQLException {
        var sorted = IntStream.range(0, arrivals.messages().size())
                .boxed()
                .sorted(Comparator.comparing(arrivals.messages()::get, ORDER))
                .toList();
        var messages = sorted.stream().map(arrivals.messages()::get).toList();
        var spans = arrivals.spans();
        var leaders = Leader.numbered(spans);
        var said = new ArrayList<>(Collections.nCopies(messages.size(), Admission.DUPLICATE));
        try (var admit = connection.prepareStatement(statement)) {
            var column = 0;
            admit.setArray(++column, places("int4", messages, place -> leaders.get(Leader.of(place))));
            admit.setArray(++column, places("int8", messages, Place::offset));
            admit.setArray(++column, identities("text", messages, Identity::source));
            admit.setArray(++column, identities("text", messages, Identity::id));
            admit.setArray(++column, identities("uuid", messages, Identity::content));
            admit.setArray(++column, Arrays.of(connection, "text", messages, Arrival::stream));
            admit.setArray(++column, Arrays.of(connection, "int8", messages, Arrival::sequence));
            admit.setArray(++column, Arrays.of(connection, "int4", spans, span -> leaders.get(Leader.of(span))));
            admit.setArray(++column, Arrays.of(connection, "text", spans, Span::topic));
            admit.setArray(++column, Arrays.of(connection, "uuid", spans, Span::topicId));
            admit.setArray(++column, Arrays.of(connection, "int4", spans, Span::partition));
            admit.setArray(++column, Arrays.of(connection, "int4", spans, Span::leaderEpoch));
            admit.setArray(++column, Arrays.of(connection, "int8", spans, Span::from));
            admit.setArray(++column, Arrays.of(connection, "int8", spans, Span::to));
            try (var result = admit.executeQuery()) {
                while (result.next()) {
                    var word = result.getString(2);
                    if (word.equals("RACED")) {
                        throw new SQLException("another transaction handles the same message", "40001");
                    }
                    said.set(sorted.get(result.getInt(1) - 1), Admission.valueOf(word));
                }
            }
        }
        return said;
    }

    void forget(List<Identity> identities) throws SQLException {
        try (var forget = connection.prepareStatement(FORGET)) {
            forget.setArray(1, Arrays.of(connection, "text", identities, Identity::id));
            forget.setArray(2, Arrays.of(connection, "text", identities, Identity::source));
            forget.execute();
        }
    }

    private Array places(String type, List<Arrival> messages, Function<Place, @Nullable Object> part)
            throws SQLException {
        return Arrays.of(connection, type, messages, m -> m.place().map(part).orElse(null));
    }

    private Array identities(String type, List<Arrival> messages, Function<Identity, Object> part) throws SQLException {
        return Arrays.of(connection, type, messages, m -> m.identity().map(part).orElse(null));
    }
}
