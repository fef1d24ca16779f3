package dev.orderly.notification;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.messaging.consumer.Decision.refused;
import static dev.orderly.notification.Letters.LETTERS;
import static dev.orderly.notification.Mailboxes.MAILBOXES;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.notification.NotificationCommand;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Accepts letters. Whether the user is known is asked later, when the letter is due: users are learnt by another way
/// than commands, which may be slower. The notification id is trusted: it alone tells one letter from another.
final class NotificationCommands implements Decider<NotificationCommand> {
    private static final int PARAMS = 20;

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends NotificationCommand> command, States states) {
        return switch (command.data()) {
            case SendNotification send when kind == LETTERS -> List.of(send.notificationId());
            case SendNotification send when kind == MAILBOXES -> List.of(send.userId());
            case SendNotification _ -> List.of();
        };
    }

    @Override
    public Decision decide(Event<? extends NotificationCommand> command, States states) {
        return switch (command.data()) {
            case SendNotification send
            when states.get(LETTERS, send.notificationId()).exists() -> ignored("this letter was asked for before");
            case SendNotification send
            when params(send).size() > PARAMS ->
                refused("limit", "params may hold " + PARAMS + " texts, the order's id among them");
            case SendNotification send ->
                accepted(
                        new NotificationRequested(send.notificationId(), send.userId(), send.template(), params(send)));
        };
    }

    private static Map<String, String> params(SendNotification send) {
        var params = new HashMap<>(send.params());
        send.orderId().ifPresent(order -> params.put(Letter.ORDER_ID, order));
        return params;
    }
}
