package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventWriter;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.OutboxRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes messages of what was decided: envelope, id, place in the story and the trace; and outbox rows of messages.
public final class Publication {
    private record Way(Topic topic, MessageType<?> type) {}

    private final String source;
    private final Map<Class<?>, Way> ways = new HashMap<>();
    private final EventWriter writer = new EventWriter();

    /// @param source `/orderly/<service>`
    /// @param topics all that the service writes to
    public Publication(String source, Collection<Topic> topics) {
        this.source = source;
        topics.forEach(topic -> topic.types().forEach(type -> ways.put(type.data(), new Way(topic, type))));
    }

    /// The message that follows from another. Its id is a function of both, so that deciding again gives it again.
    ///
    /// @param again how many of the same type and subject this cause has had before
    <M extends Message> Event<M> following(
            Event<?> cause, M data, long sequence, Optional<SagaRef> saga, int again, Instant time) {
        var way = ways.get(data.getClass());
        var type = typeOf(data);
        var attempt = saga.map(SagaRef::attempt).orElse(0);
        var subject = data.subject();
        var id = Ids.following(
                        cause.envelope().source(), cause.id(), again == 0 ? type : type + "#" + again, subject, attempt)
                .toString();
        var envelope = new Envelope(
                id,
                source,
                type,
                subject,
                time,
                way == null ? "" : way.type.schemaUrn(),
                sequence,
                cause.envelope().correlationId(),
                Optional.of(cause.id()),
                saga,
                cause.envelope().trace().child(id));
        return new Event<>(envelope, data);
    }

    /// The type's name on the wire; a note has none, and is known by its class.
    String typeOf(Message data) {
        var way = ways.get(data.getClass());
        return way == null ? data.getClass().getSimpleName() : way.type.name();
    }

    /// The row that brings a message to its topic.
    OutboxRow row(Event<?> event) {
        var way = ways.get(event.data().getClass());
        if (way == null) {
            throw new IllegalStateException(event.type() + " has no topic among those that this service writes to");
        }
        return new OutboxRow(
                way.type.isFact(),
                way.topic.name(),
                writer.key(event),
                writer.value(event),
                writer.headers(event),
                event.id(),
                event.type(),
                event.subject(),
                event.sequence(),
                event.envelope().causationId().orElse(""));
    }
}
