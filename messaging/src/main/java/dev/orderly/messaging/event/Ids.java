package dev.orderly.messaging.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Where ids come from: new ones from a clock and a random source, derived ones from what they name.
/// Source: https://www.rfc-editor.org/rfc/rfc9562
public final class Ids {
    private static final UUID NAMESPACE = UUID.fromString("5f3c1f0e-7c3b-5d0a-9a55-6f7264657279");

    private final InstantSource clock;
    private final RandomGenerator random;

    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// A new UUIDv7: 48 bits of milliseconds, then random bits. Sorts by time; safe to share if the source is.
    public UUID next() {
        var millis = clock.millis() << 16;
        var high = millis | 0x7000 | (random.nextInt() & 0xfff);
        var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// The id of a message that follows from one inside the service: the same cause, type, subject and attempt, the
    /// same id.
    ///
    /// @param cause id of the message that it follows from
    /// @param attempt from 1; counted up where the same is asked again
    public static UUID following(String cause, String type, String subject, int attempt) {
        return named("following", cause, type, subject, Integer.toString(attempt));
    }

    /// The id of a message that follows from any other. An id tells a message from others of its source only, so both
    /// tell the cause.
    public static UUID following(String source, String cause, String type, String subject, int attempt) {
        return named("following", source, cause, type, subject, Integer.toString(attempt));
    }

    /// The id of a letter.
    ///
    /// @param about the order that it is about, else the user
    public static UUID notification(String template, String about) {
        return named("notification", template, about);
    }

    /// A UUIDv5 of the parts, each preceded by its length, so that no two lists of parts read the same.
    static UUID named(String... parts) {
        var sha1 = digest("SHA-1");
        for (var part : parts) {
            add(sha1, part.getBytes(StandardCharsets.UTF_8));
        }
        return version5(sha1);
    }

    /// Tells a record from all others: the same at every read, another after a lost tail. Of one that came without an
    /// id, its id.
    public static UUID of(Received record) {
        var sha1 = digest("SHA-1");
        add(sha1, record.topicId().toString().getBytes(StandardCharsets.UTF_8));
        add(
                sha1,
                (record.partition() + ":" + record.offset() + ":"
                                + record.appended().toEpochMilli())
                        .getBytes(StandardCharsets.UTF_8));
        add(sha1, record.key() == null ? new byte[0] : record.key());
        add(sha1, record.value() == null ? new byte[0] : record.value());
        return version5(sha1);
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
    }

    private static UUID version5(MessageDigest parts) {
        var content = ByteBuffer.allocate(36)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(parts.digest());
        var hash = ByteBuffer.wrap(digest("SHA-1").digest(content.array()));
        var high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        var low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
