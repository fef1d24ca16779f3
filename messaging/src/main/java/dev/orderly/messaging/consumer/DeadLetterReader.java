package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.DeadLetterPast.Told;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads again what [DeadLetterRecord] wrote: burials, and what was decided about them.
public final class DeadLetterReader {
    private static final UUID NO_TOPIC = new UUID(0, 0);
    private static final Reason NONE = new Reason("", "");
    private static final String GONE = " (it was too large for the topic of dead letters, and its bytes are lost)";

    /// To it, dead letters are of topics that nobody reads.
    private static final DeadLetterReader OF_NO_SERVICE = new DeadLetterReader(new Sorting("", List.of()), Map.of());

    private final Sorting sorting;
    private final Map<String, UUID> topicIds;

    /// @param topicIds of the topics as they are now; nobody can tell which of them were made anew since
    public DeadLetterReader(Sorting sorting, Map<String, UUID> topicIds) {
        this.sorting = sorting;
        this.topicIds = Map.copyOf(topicIds);
    }

    /// The place of the dead letter that a record tells of; empty for one that somebody else put into the topic.
    public static Optional<String> place(Received record) {
        return OF_NO_SERVICE.read(record).map(told -> told.letter().record().place());
    }

    /// Empty for a record that somebody else put into the topic.
    public Optional<Told> read(Received record) {
        var begin = begin(record.headers());
        if (begin < 0) {
            return Optional.empty();
        }
        var ours = new HashMap<String, ByteBuffer>();
        for (var header : record.headers().subList(begin, record.headers().size())) {
            ours.put(header.name(), ByteBuffer.wrap(header.value() == null ? new byte[0] : header.value()));
        }
        try {
            return Optional.of(told(record, record.headers().subList(0, begin), ours));
        } catch (BufferUnderflowException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// Where its own headers end and ours begin: it may have come from a topic of dead letters itself.
    private static int begin(List<Header> headers) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(DeadLetterRecord.TOPIC)) {
                return i;
            }
        }
        return -1;
    }

    private Told told(Received record, List<Header> own, Map<String, ByteBuffer> ours) {
        var topic = text(ours, DeadLetterRecord.TOPIC);
        var original = new Received(
                topic,
                topicIds.getOrDefault(topic, NO_TOPIC),
                bytes(ours, DeadLetterRecord.PARTITION).getInt(),
                bytes(ours, DeadLetterRecord.OFFSET).getLong(),
                ours.containsKey(DeadLetterRecord.EPOCH) ? number(ours, DeadLetterRecord.EPOCH) : -1,
                Instant.ofEpochMilli(bytes(ours, DeadLetterRecord.TIMESTAMP).getLong()),
                record.key(),
                record.value(),
                own);
        var hops = number(ours, DeadLetterRecord.HOPS);
        if (ours.containsKey(DeadLetterRecord.STATUS)) {
            var decided = Status.valueOf(text(ours, DeadLetterRecord.STATUS).toUpperCase(Locale.ROOT));
            var because = ours.containsKey(DeadLetterRecord.BECAUSE) ? text(ours, DeadLetterRecord.BECAUSE) : "";
            return new Told(letter(original, NONE, 0, hops), Optional.of(decided), because, record.appended());
        }
        var reason = new Reason(text(ours, DeadLetterRecord.REASON), detail(text(ours, DeadLetterRecord.DETAIL)));
        var letter = letter(original, reason, number(ours, DeadLetterRecord.ATTEMPTS), hops);
        return new Told(letter, Optional.empty(), "", record.appended());
    }

    private DeadLetter letter(Received original, Reason reason, int attempts, int hops) {
        if (!sorting.topics().contains(original.topic())) {
            return new DeadLetter(original, "?", "", reason, attempts, hops, "", 0);
        }
        var item = sorting.item(original, original.offset());
        return new DeadLetter(
                original, item.type(), item.subject(), reason, attempts, hops, item.stream(), item.sequence());
    }

    private static String detail(String told) {
        return told.endsWith(DeadLetterRecord.TOO_LARGE)
                ? told.substring(0, told.length() - DeadLetterRecord.TOO_LARGE.length()) + GONE
                : told;
    }

    private static int number(Map<String, ByteBuffer> ours, String name) {
        return Integer.parseInt(text(ours, name));
    }

    private static String text(Map<String, ByteBuffer> ours, String name) {
        return StandardCharsets.UTF_8.decode(bytes(ours, name)).toString();
    }

    private static ByteBuffer bytes(Map<String, ByteBuffer> ours, String name) {
        var value = ours.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value.duplicate();
    }
}
