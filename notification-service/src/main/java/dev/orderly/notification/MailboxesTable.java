package dev.orderly.notification;

import dev.orderly.messaging.store.Table;

/// Mailboxes as rows.
final class MailboxesTable {
    static final Table<Mailbox> TABLE = Table.of(Mailboxes.MAILBOXES)
            .column("user_id", "text", Mailbox::userId)
            .column("version", "int8", Mailbox::version)
            .readBy(row -> new Mailbox(row.getString("user_id"), row.getLong("version")));

    private MailboxesTable() {}
}
