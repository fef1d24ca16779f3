package dev.orderly.notification;

import dev.orderly.messaging.store.SqlTrouble;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The queue in PostgreSQL. `SKIP LOCKED` passes over what other instances are deciding in this moment, so that they
/// share the work; that a letter is claimed once is not owed to it but to the row's lock along the line. A look is
/// rolled back: a commit would wait for the disk, only because rows were locked.
final class JdbcLetterQueue implements LetterQueue {
    /// How many letters that are due a look without mail goes through at a time.
    static final int PAGE = 5_000;

    private static final DueCursor BEYOND = new DueCursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    private static final String DUE = """
            SELECT l.*, EXISTS (SELECT FROM recipients r WHERE r.user_id = l.user_id AND r.email <> '') AS is_known
            FROM letters l WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    /// The last of as many as a look goes through; none if there are fewer.
    private static final String END_OF_PAGE = """
            SELECT due_at, notification_id FROM letters WHERE due_at <= ? AND (due_at, notification_id) > (?, ?)
            ORDER BY due_at, notification_id OFFSET ? LIMIT 1""";

    /// One index probe a letter, whatever the statistics say of users.
    private static final String DUE_WITHOUT_MAIL = """
            SELECT l.*, false AS is_known FROM letters l
            LEFT JOIN LATERAL (SELECT true AS is_known FROM recipients r
              WHERE r.user_id = l.user_id AND r.email <> '' LIMIT 1) r ON true
            WHERE l.due_at <= ? AND (l.due_at, l.notification_id) > (?, ?) AND (l.due_at, l.notification_id) <= (?, ?)
              AND (l.status = 'SENDING' OR r.is_known IS NULL)
            ORDER BY l.due_at, l.notification_id LIMIT ? FOR UPDATE OF l SKIP LOCKED""";

    private static final String CLAIMED = """
            SELECT l.*, r.name, r.email, r.active, r.version
            FROM letters l JOIN recipients r ON r.user_id = l.user_id
            WHERE l.notification_id = ANY (?) AND l.sender = ? AND l.status = 'SENDING'""";

    private static final String AT_REST = """
            SELECT FROM letters WHERE notification_id = ANY (?) ORDER BY notification_id FOR SHARE""";

    private final DataSource database;

    JdbcLetterQueue(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Due> due(Instant now, int most) {
        Binding binding = select -> {
            select.setTimestamp(1, Timestamp.from(now));
            select.setInt(2, most);
        };
        return select(DUE, binding, JdbcLetterQueue::due);
    }

    @Override
    public DuePage dueWithoutMail(Instant now, DueCursor after, int most) {
        var end = endOfPage(now, after);
        Binding binding = select -> {
            begin(select, now, after);
            var last = end.orElse(BEYOND);
            select.setTimestamp(4, Timestamp.from(last.dueAt()));
            select.setString(5, last.notificationId());
            select.setInt(6, most);
        };
        var due = select(DUE_WITHOUT_MAIL, binding, JdbcLetterQueue::due);
        var next = due.size() < most
                ? end.orElse(DueCursor.FIRST)
                : DueCursor.of(due.getLast().letter());
        return new DuePage(due, next);
    }

    private Optional<DueCursor> endOfPage(Instant now, DueCursor after) {
        Binding binding = select -> {
            begin(select, now, after);
            select.setInt(4, PAGE - 1);
        };
        return select(
                        END_OF_PAGE,
                        binding,
                        row -> new DueCursor(row.getTimestamp(1).toInstant(), row.getString(2)))
                .stream()
                .findFirst();
    }

    private static void begin(PreparedStatement select, Instant now, DueCursor after) throws SQLException {
        select.setTimestamp(1, Timestamp.from(now));
        select.setTimestamp(2, Timestamp.from(after.dueAt()));
        select.setString(3, after.notificationId());
    }

    @Override
    public void awaitAtRest(Collection<String> notificationIds) {
        Binding binding = select -> select.setArray(1, texts(select, notificationIds));
        select(AT_REST, binding, _ -> true);
    }

    @Override
    public List<Claimed> claimedBy(String sender, Collection<String> notificationIds) {
        Binding binding = select -> {
            select.setArray(1, texts(select, notificationIds));
            select.setString(2, sender);
        };
        return select(CLAIMED, binding, row -> new Claimed(LettersTable.read(row), RecipientsTable.read(row)));
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(LettersTable.read(row), row.getBoolean("is_known"));
    }

    private static Array texts(PreparedStatement select, Collection<String> texts) throws SQLException {
        return select.getConnection().createArrayOf("text", texts.toArray());
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }

    private <R> List<R> select(String sql, Binding binding, Reader<R> reader) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var select = connection.prepareStatement(sql)) {
                binding.bind(select);
                try (var row = select.executeQuery()) {
                    var rows = new ArrayList<R>();
                    while (row.next()) {
                        rows.add(reader.read(row));
                    }
                    return rows;
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }
}
