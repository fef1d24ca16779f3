package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.notification.Letters.LETTERS;
import static dev.orderly.notification.Mailboxes.MAILBOXES;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.notification.Template;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;
import java.util.Map;

/// Greets every user who registers, once.
final class Welcome implements Decider<UserFact> {

    @Override
    public boolean heeds(Class<? extends Message> type) {
        return type == UserRegistered.class;
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends UserFact> fact, States states) {
        if (kind == LETTERS) {
            return List.of(letterTo(fact.data().userId()));
        }
        return kind == MAILBOXES ? List.of(fact.data().userId()) : List.of();
    }

    @Override
    public Decision decide(Event<? extends UserFact> fact, States states) {
        var userId = fact.data().userId();
        return states.get(LETTERS, letterTo(userId)).exists()
                ? ignored("greeted before")
                : accepted(new NotificationRequested(letterTo(userId), userId, Template.WELCOME, Map.of()));
    }

    private static String letterTo(String userId) {
        return Ids.notification(Template.WELCOME.toString(), userId).toString();
    }
}
