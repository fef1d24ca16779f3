package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// How an operator takes a hand in a service's sagas: by messages that go along the line, as those of users and
/// of timers do.
///
/// @param source of the service's own messages
/// @param abort the command by which a user turns a saga back, of its id and a reason
/// @param abortType its name on the wire
/// @param decider of that command
/// @param portrait what else there is to know of what a saga is about
public record Steering<M extends Message>(
        String source,
        Coordinator<?> coordinator,
        BiFunction<String, String, M> abort,
        String abortType,
        Decider<M> decider,
        Portrait portrait) {

    /// What a saga is about, as names and texts, to be shown.
    public interface Portrait {
        Map<String, String> of(Connection connection, String sagaId) throws SQLException;
    }

    /// What it awaits is asked again, with an attempt that was never used; one that is stuck goes on.
    public Item retried(SagaState seen, Instant now) {
        return item("saga.retried", SagaRetried.of(seen), seen, now, coordinator.retries());
    }

    public Item aborted(SagaState seen, String reason, Instant now) {
        return item(abortType, abort.apply(seen.sagaId(), reason), seen, now, decider);
    }

    private Item item(String type, Message message, SagaState saga, Instant now, Decider<?> who) {
        var id = Ids.following(saga.sagaId(), type + " at " + now, saga.step(), saga.attempt())
                .toString();
        var story = saga.story().orElseGet(() -> Story.startedBy(id));
        var envelope = new Envelope(
                id,
                source,
                type,
                saga.sagaId(),
                now,
                "",
                0,
                story.correlationId(),
                Optional.empty(),
                Optional.empty(),
                story.trace().child(id));
        return Item.internal(new Event<>(envelope, message), "command line", who);
    }
}
