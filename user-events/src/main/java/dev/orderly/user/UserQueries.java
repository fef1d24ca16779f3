package dev.orderly.user;

import dev.orderly.messaging.store.SqlTrouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/// What can be asked about users, whoever asks.
final class UserQueries {
    private static final String BY_ID = """
            SELECT user_id, name, email, currency, balance, reserved, balance - reserved AS available, active, version
            FROM users
            WHERE user_id = ?""";

    private final DataSource database;

    UserQueries(DataSource database) {
        this.database = database;
    }

    /// @throws dev.orderly.messaging.store.StoreException if the database does not answer
    Optional<UserView> find(String userId) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(BY_ID)) {
            connection.setAutoCommit(true);
            select.setString(1, userId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw SqlTrouble.of(e);
        }
    }

    private static UserView view(ResultSet row) throws SQLException {
        return new UserView(
                row.getString("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("currency"),
                row.getLong("balance"),
                row.getLong("reserved"),
                row.getLong("available"),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}
