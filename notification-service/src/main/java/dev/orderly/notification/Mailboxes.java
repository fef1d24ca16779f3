package dev.orderly.notification;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.schemas.notification.NotificationFact;
import java.util.List;

/// Numbers the facts about letters, for each user.
final class Mailboxes implements Numbered<Mailbox> {
    static final Mailboxes MAILBOXES = new Mailboxes();

    private Mailboxes() {}

    @Override
    public String name() {
        return "mailboxes";
    }

    @Override
    public Mailbox empty(String userId) {
        return new Mailbox(userId, 0);
    }

    @Override
    public List<String> keys(Message happened) {
        return numbers(happened) ? List.of(happened.subject()) : List.of();
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof NotificationFact;
    }

    @Override
    public long version(Mailbox mailbox) {
        return mailbox.version();
    }

    @Override
    public Mailbox evolve(Mailbox mailbox, Event<?> happened) {
        return new Mailbox(mailbox.userId(), happened.sequence());
    }
}
