package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells records of a topic, and the rows of the outbox that they were sent from, apart by all their bytes.
public final class RecordHash {
    private RecordHash() {}

    /// The first half of the SHA-256 of all of it.
    public static UUID of(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            add(sha256, topic.getBytes(StandardCharsets.UTF_8));
            add(sha256, key);
            add(sha256, value);
            add(sha256, HeaderBytes.of(headers));
            var bits = ByteBuffer.wrap(sha256.digest());
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : part.length));
        if (part != null) {
            digest.update(part);
        }
    }
}
