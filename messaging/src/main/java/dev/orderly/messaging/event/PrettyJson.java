package dev.orderly.messaging.event;

import java.util.Optional;

/// JSON for people to read.
public final class PrettyJson {
    private PrettyJson() {}

    /// The one strict document in these bytes, a field a line; empty where they hold none. What is not strict is better
    /// looked at byte by byte: a field that is there twice would be hidden.
    public static Optional<String> of(byte[] bytes) {
        try {
            var document = StrictJson.read(bytes);
            return Optional.of(
                    StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } catch (Unreadable notJson) {
            return Optional.empty();
        }
    }
}
