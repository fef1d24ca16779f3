package dev.orderly.messaging.event;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of one message type: held against its schema first, so that what is wrong has a name, then as record.
/// Fields that are left out get the `default` of their schema, and enums are spelled as their `toString` says. Alone it
/// reads what requests over HTTP and NATS carry. Thread-safe.
public final class BodyReader<M extends Message> {
    private final MessageType<M> type;
    private final String urn;
    private final SchemaCheck schema;
    private final Map<String, JsonNode> defaults;
    private final ObjectReader records;

    /// What reading a request came to.
    public sealed interface Result<M extends Message> {

        /// @param data not yet {@link Message#identified}
        record Valid<M extends Message>(M data) implements Result<M> {}

        /// @param reason its pointer starts at the request's document: `missing:/email`
        record Malformed<M extends Message>(Reason reason) implements Result<M> {}
    }

    /// Compiles the schema of the type.
    public BodyReader(MessageType<M> type) {
        this.type = type;
        this.urn = type.schemaUrn();
        this.schema = SchemaCheck.of(type);
        this.defaults = schema.defaults();
        this.records =
                StrictJson.MAPPER.readerFor(type.data()).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// The data in a document that holds nothing else, read as strictly as a record is.
    public Result<M> read(byte[] json) {
        try {
            return new Result.Valid<>(read(StrictJson.read(json), ""));
        } catch (Unreadable wrong) {
            return new Result.Malformed<>(wrong.reason());
        }
    }

    MessageType<M> type() {
        return type;
    }

    String urn() {
        return urn;
    }

    /// @param at pointer of the data in its document
    M read(JsonNode data, String at) {
        schema.check(data, at);
        try {
            return records.readValue(completed(data));
        } catch (DatabindException e) {
            var pointer = at + pointer(e);
            throw new Unreadable(Reason.schema(
                    pointer, Violation.field(pointer) + " must be written as its schema says: integers as 1, not 1.0"));
        }
    }

    /// The data with the schema's defaults; the data itself stays as it was sent.
    private JsonNode completed(JsonNode data) {
        if (defaults.isEmpty() || defaults.keySet().stream().allMatch(data::has)) {
            return data;
        }
        var completed = new ObjectNode(StrictJson.MAPPER.getNodeFactory());
        data.forEachEntry(completed::set);
        defaults.forEach(completed::putIfAbsent);
        return completed;
    }

    private static String pointer(JacksonException e) {
        var pointer = new StringBuilder();
        for (var step : e.getPath()) {
            var name = step.getPropertyName();
            pointer.append('/').append(name == null ? Integer.toString(step.getIndex()) : name);
        }
        return pointer.toString();
    }
}
