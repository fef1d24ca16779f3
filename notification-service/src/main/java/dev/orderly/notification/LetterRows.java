package dev.orderly.notification;

import dev.orderly.notification.Letter.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rows of letters, as their operator looks at them.
final class LetterRows {
    /// By the indexes: those that were sent are most of them.
    private static final String UNSENT = "(due_at IS NOT NULL OR status IN ('UNDELIVERABLE', 'UNCERTAIN'))";

    private static final String MATCHING = """
            FROM letters, (SELECT ?::text[] AS statuses, ?::text AS user_id, ?::text AS order_id) q
            WHERE %s AND status = ANY (q.statuses) AND (q.user_id = '' OR letters.user_id = q.user_id)
              AND (q.order_id = '' OR letters.order_id = q.order_id)""";

    private static final String LIST = """
            SELECT letters.* %s ORDER BY requested_at DESC, notification_id DESC LIMIT ?""";

    private static final String COUNT = "SELECT status, count(*) %s GROUP BY status";

    private static final String IDS = "SELECT notification_id %s ORDER BY requested_at, notification_id";

    private static final String ONE = "SELECT * FROM letters WHERE notification_id = ?";

    private final Connection connection;

    LetterRows(Connection connection) {
        this.connection = connection;
    }

    /// Which letters are meant; what is empty is any.
    record Wanted(Set<Status> statuses, String userId, String orderId) {
        Wanted {
            statuses = Set.copyOf(statuses);
        }
    }

    /// The newest that match, newest last.
    List<Letter> list(Wanted wanted, int most) throws SQLException {
        try (var select = connection.prepareStatement(LIST.formatted(matching(wanted)))) {
            bind(select, wanted);
            select.setInt(4, most);
            try (var row = select.executeQuery()) {
                var letters = new ArrayList<Letter>();
                while (row.next()) {
                    letters.add(LettersTable.read(row));
                }
                return letters.reversed();
            }
        }
    }

    Map<Status, Long> counts(Wanted wanted) throws SQLException {
        try (var select = connection.prepareStatement(COUNT.formatted(matching(wanted)))) {
            bind(select, wanted);
            try (var row = select.executeQuery()) {
                var counts = new EnumMap<Status, Long>(Status.class);
                while (row.next()) {
                    counts.put(Status.valueOf(row.getString(1)), row.getLong(2));
                }
                return counts;
            }
        }
    }

    /// In the order in which they were asked for.
    List<String> ids(Wanted wanted) throws SQLException {
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

    Optional<Letter> find(String notificationId) throws SQLException {
        try (var select = connection.prepareStatement(ONE)) {
            select.setString(1, notificationId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(LettersTable.read(row)) : Optional.empty();
            }
        }
    }

    private static String matching(Wanted wanted) {
        return MATCHING.formatted(wanted.statuses().contains(Status.SENT) ? "true" : UNSENT);
    }

    private void bind(PreparedStatement select, Wanted wanted) throws SQLException {
        select.setArray(
                1,
                connection.createArrayOf(
                        "text", wanted.statuses().stream().map(Status::name).toArray()));
        select.setString(2, wanted.userId());
        select.setString(3, wanted.orderId());
    }
}
