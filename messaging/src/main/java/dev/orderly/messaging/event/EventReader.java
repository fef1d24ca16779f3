package dev.orderly.messaging.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Turns records of certain topics into events: from bytes to JSON, to an envelope, to data that its schema allows.
/// Thread-safe. What is wrong with a record is a {@link Reading}, never an exception.
public final class EventReader {
    private final Map<String, Map<String, List<BodyReader<?>>>> topics = new HashMap<>();

    /// Compiles the schemas of all types that the topics carry.
    public EventReader(Collection<Topic> topics) {
        for (var topic : topics) {
            var readers = this.topics.computeIfAbsent(topic.name(), _ -> new HashMap<>());
            for (var type : topic.types()) {
                readers.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(new BodyReader<>(type));
            }
        }
    }

    /// Says whether a message concerns its reader, before more is looked at than who sent it and what it is.
    public interface Concern {
        boolean by(String source, Class<? extends Message> type);
    }

    /// @param record of one of the topics
    public Reading read(Received record) {
        return read(record, (_, _) -> true);
    }

    /// The same; what is of no concern is neither held against its schema nor turned into data.
    public Reading read(Received record, Concern concern) {
        var readers = topics.get(record.topic());
        if (readers == null) {
            throw new IllegalArgumentException("no reader for the topic of " + record.place());
        }
        try {
            return read(Parts.of(record), record, readers, concern);
        } catch (Unreadable wrong) {
            return new Reading.Malformed(wrong.reason(), "", Optional.empty());
        }
    }

    private static Reading read(
            Parts parts, Received record, Map<String, List<BodyReader<?>>> readers, Concern concern) {
        var type = type(parts.attributes());
        var envelopes = new EnvelopeReader(parts.attributes(), record);
        var versions = readers.get(type);
        if (versions == null) {
            return new Reading.Unknown(
                    envelopes.partial(type, true),
                    readers.keySet().stream().sorted().toList());
        }
        var source = envelopes.source();
        if (versions.stream()
                .noneMatch(version -> concern.by(source, version.type().data()))) {
            return new Reading.Passed();
        }
        try {
            return valid(parts, envelopes, version(parts.attributes(), versions));
        } catch (Unreadable wrong) {
            return new Reading.Malformed(
                    wrong.reason(), type, placed(envelopes, versions.getFirst().type()));
        }
    }

    private static Reading valid(Parts parts, EnvelopeReader envelopes, BodyReader<?> reader) {
        var envelope = envelopes.whole(reader.type(), reader.urn());
        var data = parts.data().get();
        var message = message(reader, data, envelope.id());
        var subject = message.subject();
        if (!envelope.subject().isEmpty() && !envelope.subject().equals(subject)) {
            throw Attributes.wrong("subject", "the id of the aggregate that data names, or be left out");
        }
        var event = new Event<>(envelope.about(subject), message);
        return new Reading.Valid(event, ContentHash.of(envelope.type(), subject, data));
    }

    private static Message message(BodyReader<?> reader, JsonNode data, String id) {
        if (data.isMissingNode() || data.isNull()) {
            throw new Unreadable(Reason.missing("/data", "data is missing"));
        }
        var message = reader.read(data, "/data");
        if (message.subject().isEmpty() && !EnvelopeReader.isId(id)) {
            throw Attributes.wrong("id", "1 to 64 of A-Z a-z 0-9 . _ : - to stand in for the id that data leaves out");
        }
        return message.identified(id);
    }

    private static String type(Attributes attributes) {
        try {
            return attributes.name("type").orElseThrow(() -> Attributes.wrong("type", "there"));
        } catch (Unreadable missing) {
            throw new Unreadable(Reason.type("type must be there, as a string of 1 to 200 characters"));
        }
    }

    private static BodyReader<?> version(Attributes attributes, List<BodyReader<?>> versions) {
        var urn = attributes.text("dataschema");
        for (var reader : versions) {
            if (urn.isPresent() ? urn.get().equals(reader.urn()) : reader.type().version() == 1) {
                return reader;
            }
        }
        var known = versions.stream().map(BodyReader::urn).collect(Collectors.joining(" or "));
        throw Attributes.wrong("dataschema", known);
    }

    /// The envelope where it says whose next fact cannot be read.
    private static Optional<Envelope> placed(EnvelopeReader envelopes, MessageType<?> type) {
        try {
            return Optional.of(envelopes.partial(type.name(), type.isFact()))
                    .filter(envelope -> !envelope.subject().isEmpty());
        } catch (Unreadable unplaced) {
            return Optional.empty();
        }
    }
}
