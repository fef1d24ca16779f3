package dev.orderly.user;

import dev.orderly.messaging.store.Table;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Users as rows.
final class UsersTable {
    static final Table<User> TABLE = Table.of(Users.USERS)
            .column("user_id", "text", User::userId)
            .column("name", "text", User::name)
            .column("registered_email", "text", user -> user.registration().email())
            .column("email", "text", User::email)
            .column("currency", "text", User::currency)
            .column("opening_credit", "bigint", user -> user.registration().credit())
            .column("balance", "bigint", User::balance)
            .column("reserved", "bigint", User::reserved)
            .column("active", "bool", User::active)
            .column("version", "bigint", User::version)
            .readBy(UsersTable::read);

    private UsersTable() {}

    private static User read(ResultSet row) throws SQLException {
        var registration = new UserRegistered(
                row.getString("user_id"),
                row.getString("name"),
                row.getString("registered_email"),
                row.getString("currency"),
                row.getLong("opening_credit"));
        return new User(
                registration,
                row.getString("email"),
                row.getLong("balance"),
                row.getLong("reserved"),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}
