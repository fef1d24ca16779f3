package dev.orderly.messaging.event;

/// A message type on the wire: its name (`user.register`), the version of its schema (from 1), the record of its data.
/// The JSON Schema of the data lies beside the record's module as `/schemas/<name>.<version>.json`.
public record MessageType<M extends Message>(String name, int version, Class<M> data) {

    /// `urn:orderly:<name>:<version>`, as the envelope's `dataschema` has it.
    public String schemaUrn() {
        return "urn:orderly:" + name + ":" + version;
    }

    public boolean isFact() {
        return Fact.class.isAssignableFrom(data);
    }
}
