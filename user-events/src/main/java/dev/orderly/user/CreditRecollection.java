package dev.orderly.user;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;

/// Users and holds follow from their facts, and which orders ended from those about orders. What is asked for credit is
/// decided by what stands, so it may be asked again: then it is answered again.
final class CreditRecollection implements Recollection {

    @Override
    public List<Note> retold(Event<?> own) {
        return List.of();
    }

    @Override
    public Repetition repetition(Message message) {
        return message instanceof ReserveCredit || message instanceof ReleaseCredit
                ? Repetition.UNTIL_ANSWERED
                : Repetition.NEVER;
    }

    @Override
    public List<Item> unended(Connection connection, Traces traces, Instant now) {
        return List.of();
    }
}
