package dev.orderly.notification;

import dev.orderly.messaging.store.SqlTrouble;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Answers `notification.list`: a user's letters, newest first.
final class LetterList {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    private static final String LIST = """
            SELECT notification_id, template, channel, status, requested_at FROM letters
            WHERE user_id = ? ORDER BY requested_at DESC, notification_id DESC LIMIT ?""";

    private final DataSource database;

    LetterList(DataSource database) {
        this.database = database;
    }

    /// The answer, in the words of the contract.
    record Notifications(List<Notification> notifications) {
        Notifications {
            notifications = List.copyOf(notifications);
        }
    }

    /// @param time when it was asked for
    record Notification(String notificationId, String template, String channel, String status, Instant time) {}

    /// @param limit 1 to 500
    /// @throws IllegalArgumentException for any other limit
    Notifications of(String userId, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is a number from 1 to " + MAX_LIMIT);
        }
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            try (var select = connection.prepareStatement(LIST)) {
                select.setString(1, userId);
                select.setInt(2, limit);
                try (var row = select.executeQuery()) {
                    var letters = new ArrayList<Notification>();
                    while (row.next()) {
                        letters.add(new Notification(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getTimestamp(5).toInstant()));
                    }
                    return new Notifications(letters);
                }
            }
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }
}
