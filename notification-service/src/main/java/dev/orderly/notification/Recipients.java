package dev.orderly.notification;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.UnknownFact;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;

/// The users, by user id: a copy of what user-events tells. What says nothing of names or addresses still counts.
final class Recipients implements Numbered<Recipient> {
    static final Recipients RECIPIENTS = new Recipients();

    private Recipients() {}

    @Override
    public String name() {
        return "recipients";
    }

    @Override
    public Recipient empty(String userId) {
        return Recipient.unknown(userId);
    }

    @Override
    public List<String> keys(Message happened) {
        return numbers(happened) ? List.of(happened.subject()) : List.of();
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof UserFact || fact instanceof UnknownFact;
    }

    @Override
    public long version(Recipient recipient) {
        return recipient.version();
    }

    @Override
    public Recipient evolve(Recipient r, Event<?> happened) {
        var version = happened.sequence();
        return switch (happened.data()) {
            case UserRegistered user -> new Recipient(r.userId(), user.name(), user.email(), true, version);
            case EmailChanged change -> new Recipient(r.userId(), r.name(), change.email(), r.active(), version);
            case UserDeactivated _ -> new Recipient(r.userId(), r.name(), r.email(), false, version);
            default -> new Recipient(r.userId(), r.name(), r.email(), r.active(), version);
        };
    }
}
