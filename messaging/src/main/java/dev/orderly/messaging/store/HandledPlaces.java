package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/// Where records of a topic lie that were handled, as the inbox knows it at one moment: held in memory, so that many
/// are passed over without a question to the database. What was handled stays so; what is not found here may have been
/// handled since.
public final class HandledPlaces {
    private static final String READ = """
            SELECT partition, epoch, lower(span), upper(span)
            FROM handled_offsets CROSS JOIN LATERAL unnest(offsets) AS span WHERE topic_id = ?""";

    /// By partition and leader epoch, the end of each span by its beginning.
    private final Map<Integer, NavigableMap<Integer, NavigableMap<Long, Long>>> spans = new HashMap<>();

    private HandledPlaces() {}

    public static HandledPlaces of(Connection connection, UUID topicId) throws SQLException {
        var places = new HandledPlaces();
        try (var read = connection.prepareStatement(READ)) {
            read.setObject(1, topicId);
            try (var row = read.executeQuery()) {
                while (row.next()) {
                    places.spans
                            .computeIfAbsent(row.getInt(1), _ -> new TreeMap<>())
                            .computeIfAbsent(row.getInt(2), _ -> new TreeMap<>())
                            .put(row.getLong(3), row.getLong(4));
                }
            }
        }
        return places;
    }

    /// As the inbox tells it: under the record's own leader epoch, or a higher one.
    public boolean has(Received record) {
        var epochs = spans.get(record.partition());
        return epochs != null
                && epochs.tailMap(record.leaderEpoch(), true).values().stream()
                        .map(ends -> ends.floorEntry(record.offset()))
                        .anyMatch(span -> span != null && record.offset() < span.getValue());
    }
}
