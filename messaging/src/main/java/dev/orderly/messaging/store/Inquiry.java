package dev.orderly.messaging.store;

import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Place;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the inbox would say of messages, without noting or locking anything.
final class Inquiry {
    private static final String ASK = """
            SELECT a.n, CASE
              WHEN EXISTS (SELECT FROM handled_offsets h WHERE h.topic_id = a.topic_id AND h.partition = a.partition
                           AND h.epoch >= a.epoch AND h.offsets @> a.at) THEN 'DUPLICATE'
              WHEN i.content = a.content THEN 'DUPLICATE'
              WHEN i.content <> a.content THEN 'ID_REUSED'
              WHEN a.stream <> '' AND (
                   EXISTS (SELECT FROM dead_letters d WHERE d.stream = a.stream AND d.stream <> '' AND d.status = 'OPEN'
                           AND d.sequence < a.sequence)
                OR EXISTS (SELECT FROM waiting w WHERE w.stream = a.stream AND w.sequence < a.sequence)) THEN 'HELD_BACK'
              ELSE 'NEW' END
            FROM unnest(?::uuid[], ?::int[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::bigint[])
              WITH ORDINALITY AS a(topic_id, partition, epoch, at, source, id, content, stream, sequence, n)
            LEFT JOIN LATERAL (SELECT content FROM inbox
              WHERE inbox.id = a.id AND inbox.source = a.source LIMIT 1) i ON true""";

    private final Connection connection;

    Inquiry(Connection connection) {
        this.connection = connection;
    }

    List<Admission> admit(List<Arrival> messages) throws SQLException {
        var said = new ArrayList<>(Collections.nCopies(messages.size(), Admission.NEW));
        try (var ask = connection.prepareStatement(ASK)) {
            ask.setArray(1, places("uuid", messages, Place::topicId));
            ask.setArray(2, places("int4", messages, Place::partition));
            ask.setArray(3, places("int4", messages, Place::leaderEpoch));
            ask.setArray(4, places("int8", messages, Place::offset));
            ask.setArray(5, identities("text", messages, Arrivals.Identity::source));
            ask.setArray(6, identities("text", messages, Arrivals.Identity::id));
            ask.setArray(7, identities("uuid", messages, Arrivals.Identity::content));
            ask.setArray(8, Arrays.of(connection, "text", messages, Arrival::stream));
            ask.setArray(9, Arrays.of(connection, "int8", messages, Arrival::sequence));
            try (var row = ask.executeQuery()) {
                while (row.next()) {
                    said.set(row.getInt(1) - 1, Admission.valueOf(row.getString(2)));
                }
            }
        }
        return said;
    }

    private Array places(String type, List<Arrival> messages, Function<Place, @Nullable Object> part)
            throws SQLException {
        return Arrays.of(
                connection, type, messages, each -> each.place().map(part).orElse(null));
    }

    private Array identities(String type, List<Arrival> messages, Function<Arrivals.Identity, @Nullable Object> part)
            throws SQLException {
        return Arrays.of(
                connection, type, messages, each -> each.identity().map(part).orElse(null));
    }
}
