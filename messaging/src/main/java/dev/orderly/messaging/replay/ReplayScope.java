package dev.orderly.messaging.replay;

import dev.orderly.messaging.event.Received;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Which records of a topic are replayed, beside the offsets.
///
/// @param key only records of this key
/// @param type only messages of this type
record ReplayScope(String topic, Optional<String> key, Optional<String> type) {

    boolean hasKey(Received record) {
        return key.isEmpty()
                || (record.key() != null
                        && Arrays.equals(record.key(), key.get().getBytes(StandardCharsets.UTF_8)));
    }
}
