package dev.orderly.messaging.topology;

import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/// What the topics were when the service wrote its data: a partition count that has changed since would send a key's
/// later messages elsewhere, beside those that are under way.
public final class ShapeTable {
    private static final String NOTE = """
            INSERT INTO topic_shapes (topic, topic_id, partitions) VALUES (?, ?, ?) ON CONFLICT (topic) DO NOTHING""";

    private final DataSource database;

    public ShapeTable(DataSource database) {
        this.database = database;
    }

    /// Notes topics that are new to the service.
    ///
    /// @return what is wrong, as a sentence, if a partition count has changed
    public Optional<String> compare(Map<String, Shape> found) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            note(connection, found);
            return changed(connection, found).stream().findFirst();
        }
    }

    /// What is wrong, a sentence for each topic whose partition count has changed. Nothing is noted.
    public static List<String> changed(Connection connection, Map<String, Shape> found) throws SQLException {
        var known = known(connection);
        return new TreeMap<>(found)
                .entrySet().stream()
                        .flatMap(now ->
                                changed(now.getKey(), now.getValue(), known.getOrDefault(now.getKey(), now.getValue()))
                                        .stream())
                        .toList();
    }

    /// Topics that are others, by Kafka's ids, than those of their names that the service first met.
    public static List<String> madeAnew(Connection connection, Map<String, Shape> found) throws SQLException {
        var known = known(connection);
        return new TreeMap<>(found)
                .entrySet().stream()
                        .filter(now -> !known.getOrDefault(now.getKey(), now.getValue())
                                .id()
                                .equals(now.getValue().id()))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static Optional<String> changed(String topic, Shape now, Shape then) {
        return now.partitions() == then.partitions()
                ? Optional.empty()
                : Optional.of(
                        "topic %s has %d partitions, its data was written with %d: make it with %3$d, and reconcile"
                                .formatted(topic, now.partitions(), then.partitions()));
    }

    private static void note(Connection connection, Map<String, Shape> found) throws SQLException {
        try (var note = connection.prepareStatement(NOTE)) {
            for (var shape : found.entrySet()) {
                note.setString(1, shape.getKey());
                note.setObject(2, shape.getValue().id());
                note.setInt(3, shape.getValue().partitions());
                note.addBatch();
            }
            note.executeBatch();
        }
    }

    private static Map<String, Shape> known(Connection connection) throws SQLException {
        var known = new TreeMap<String, Shape>();
        try (var select = connection.prepareStatement("SELECT topic, topic_id, partitions FROM topic_shapes");
                var row = select.executeQuery()) {
            while (row.next()) {
                known.put(row.getString(1), new Shape(row.getObject(2, UUID.class), row.getInt(3)));
            }
        }
        return known;
    }
}
