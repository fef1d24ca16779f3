package dev.orderly.messaging.saga;

import dev.orderly.messaging.saga.SagaState.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rows of sagas, as their operator looks at them.
public final class SagaRows {
    private static final String BEGAN = "(timeline->0->>'time')::timestamptz";

    /// By the indexes: those that have ended are most of them.
    private static final String OPEN = "(due_at IS NOT NULL OR status = 'STUCK')";

    private static final String MATCHING = """
            FROM sagas, (SELECT ?::text[] AS statuses, ?::text AS step, ?::timestamptz AS before) q
            WHERE %s AND status = ANY (q.statuses) AND (q.step = '' OR sagas.step = q.step)
              AND (q.before IS NULL OR %s < q.before)""";

    private static final String LIST = """
            SELECT saga_id, status, sagas.step, turned, attempt, due_at, failures, %s
            %s ORDER BY status = 'STUCK' DESC, due_at, saga_id LIMIT ?""";

    private static final String COUNT = """
            SELECT status, sagas.step, count(*) %s GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""";

    private static final String IDS = "SELECT saga_id %s ORDER BY saga_id";

    private static final String ONE = "SELECT * FROM sagas WHERE saga_id = ?";

    private final Connection connection;

    public SagaRows(Connection connection) {
        this.connection = connection;
    }

    /// Which sagas are meant.
    ///
    /// @param step empty for any
    /// @param before when they must have begun
    public record Wanted(Set<Status> statuses, String step, Optional<Instant> before) {
        public Wanted {
            statuses = Set.copyOf(statuses);
        }
    }

    /// A line of a list.
    ///
    /// @param direction `FORWARD` or `BACKWARD`
    /// @param dueAt none for one that awaits nothing
    public record Entry(
            String id,
            Status status,
            String step,
            String direction,
            int attempt,
            Optional<Instant> dueAt,
            int failures,
            Optional<Instant> began) {}

    /// How many there are in a state.
    public record Count(Status status, String step, long count) {}

    /// Those that are stuck, then those that are due first.
    public List<Entry> list(Wanted wanted, int most) throws SQLException {
        try (var select = connection.prepareStatement(LIST.formatted(BEGAN, matching(wanted)))) {
            bind(select, wanted);
            select.setInt(4, most);
            try (var row = select.executeQuery()) {
                var entries = new ArrayList<Entry>();
                while (row.next()) {
                    entries.add(new Entry(
                            row.getString(1),
                            Status.valueOf(row.getString(2)),
                            row.getString(3),
                            direction(row.getBoolean(4)),
                            row.getInt(5),
                            time(row, 6),
                            row.getInt(7),
                            time(row, 8)));
                }
                return entries;
            }
        }
    }

    public static String direction(boolean turned) {
        return turned ? "BACKWARD" : "FORWARD";
    }

    public List<Count> counts(Wanted wanted) throws SQLException {
        try (var select = connection.prepareStatement(COUNT.formatted(matching(wanted)))) {
            bind(select, wanted);
            try (var row = select.executeQuery()) {
                var counts = new ArrayList<Count>();
                while (row.next()) {
                    counts.add(new Count(Status.valueOf(row.getString(1)), row.getString(2), row.getLong(3)));
                }
                return counts;
            }
        }
    }

    public List<String> ids(Wanted wanted) throws SQLException {
        try (var select = connection.prepareStatement(IDS.formatted(matching(wanted)))) {
            bind(select, wanted);
            try (var row = select.executeQuery()) {
                var ids = new ArrayList<String>();
                while (row.next()) {
                    ids.add(row.getString(1));
                }
                return ids;
            }
        }
    }

    public Optional<SagaState> find(String sagaId) throws SQLException {
        try (var select = connection.prepareStatement(ONE)) {
            select.setString(1, sagaId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(SagaTable.read(row)) : Optional.empty();
            }
        }
    }

    private static String matching(Wanted wanted) {
        var areOpen = Set.of(Status.RUNNING, Status.STUCK).containsAll(wanted.statuses());
        return MATCHING.formatted(areOpen ? OPEN : "true", BEGAN);
    }

    private void bind(PreparedStatement select, Wanted wanted) throws SQLException {
        var statuses = wanted.statuses().stream().map(Status::name).toArray();
        select.setArray(1, connection.createArrayOf("text", statuses));
        select.setString(2, wanted.step());
        select.setTimestamp(3, wanted.before().map(Timestamp::from).orElse(null));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
