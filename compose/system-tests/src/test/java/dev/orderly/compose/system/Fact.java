package dev.orderly.compose.system;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/// A message of ours as it lies on a topic: a structured CloudEvent.
record Fact(ConsumerRecord<byte[], byte[]> record, JsonNode event) {

    /// A record that is not JSON is one without attributes.
    static Fact of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Fact(record, Json.read(record.value()));
        } catch (RuntimeException e) {
            return new Fact(record, Json.read("{}"));
        }
    }

    String type() {
        return text("type");
    }

    String subject() {
        return text("subject");
    }

    String text(String attribute) {
        return event.path(attribute).asString("");
    }

    long sequence() {
        return Long.parseLong(text("sequence"));
    }

    JsonNode data() {
        return event.path("data");
    }
}
