package dev.orderly.notification;

import dev.orderly.messaging.store.Table;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Recipients as rows.
final class RecipientsTable {
    static final Table<Recipient> TABLE = Table.of(Recipients.RECIPIENTS)
            .column("user_id", "text", Recipient::userId)
            .column("name", "text", Recipient::name)
            .column("email", "text", Recipient::email)
            .column("active", "bool", Recipient::active)
            .column("version", "int8", Recipient::version)
            .readBy(RecipientsTable::read);

    private RecipientsTable() {}

    static Recipient read(ResultSet row) throws SQLException {
        return new Recipient(
                row.getString("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}
