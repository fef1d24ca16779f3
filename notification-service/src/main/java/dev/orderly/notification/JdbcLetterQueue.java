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
import javax.sql.DataSource;

/// The queue in PostgreSQL. `SKIP LOCKED` passes over what other instances are deciding in this moment, so that they
/// share the work; that a letter is claimed once is not owed to it but to the row's lock along the line. A look is
/// rolled back: a commit would wait for the disk, only because rows were locked.
final class JdbcLetterQueue implements LetterQueue {
    private static final String DUE = """
            SELECT l.*, EXISTS (SELECT FROM recipients r WHERE r.user_id = l.user_id AND r.email <> '') AS is_known
            FROM letters l WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String DUE_WITHOUT_MAIL = """
            SELECT l.*, false AS is_known FROM letters l WHERE due_at <= ? AND (status = 'SENDING'
              OR NOT EXISTS (SELECT FROM recipients r WHERE r.user_id = l.user_id AND r.email <> ''))
            ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED""";

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
        return due(DUE, now, most);
    }

    @Override
    public List<Due> dueWithoutMail(Instant now, int most) {
        return due(DUE_WITHOUT_MAIL, now, most);
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

    private List<Due> due(String sql, Instant now, int most) {
        Binding binding = select -> {
            select.setTimestamp(1, Timestamp.from(now));
            select.setInt(2, most);
        };
        return select(sql, binding, row -> new Due(LettersTable.read(row), row.getBoolean("is_known")));
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
