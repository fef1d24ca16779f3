package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// What makes two messages of one identity the same message: SHA-256 over type, subject and canonical data.
public final class ContentHash {
    private ContentHash() {}

    /// The hash of an event that was not read from a record: over its data as it would be written.
    public static byte[] of(Event<?> event) {
        return of(event.type(), event.subject(), EventWriter.MAPPER.valueToTree(event.data()));
    }

    /// @param data as it was sent, defaults not filled in: a default that is added later must not change old hashes
    static byte[] of(String type, String subject, JsonNode data) {
        var sha256 = Ids.digest("SHA-256");
        sha256.update(type.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(subject.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        return sha256.digest(CanonicalJson.of(data));
    }
}
