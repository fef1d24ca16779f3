package dev.orderly.messaging.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Records that take a dead letter's place in its service: the same message, mended, and one that only counts.
public final class Substitute {
    private Substitute() {}

    /// The message with another value, under an id of its own: what it follows from is the message as it came. A value
    /// that is no JSON object stays as it is, and so says what is wrong with it when it is read.
    public static Received mended(Received dead, byte[] value, UUID id) {
        var edited = dead.with(value, dead.headers());
        var cause = MessageName.of(dead).id();
        return Parts.isBinary(edited) ? binary(edited, cause, id.toString()) : structured(edited, cause, id.toString());
    }

    private static Received structured(Received edited, String cause, String id) {
        try {
            if (edited.value() == null || !(StrictJson.read(edited.value()) instanceof ObjectNode document)) {
                return edited;
            }
            document.put("id", id);
            document.put("causationid", cause);
            if (!document.has("correlationid")) {
                document.put("correlationid", cause);
            }
            return edited.with(StrictJson.MAPPER.writeValueAsBytes(document), edited.headers());
        } catch (Unreadable toBeToldWhenItIsRead) {
            return edited;
        }
    }

    private static Received binary(Received edited, String cause, String id) {
        var headers = new ArrayList<>(edited.headers());
        headers.removeIf(
                header -> header.name().equals("ce_id") || header.name().equals("ce_causationid"));
        headers.add(header("ce_id", id));
        headers.add(header("ce_causationid", cause));
        if (headers.stream().noneMatch(header -> header.name().equals("ce_correlationid"))) {
            headers.add(header("ce_correlationid", cause));
        }
        return edited.with(edited.value(), headers);
    }

    /// A fact of a type that no topic carries in the place of one that is left out: a projection counts its number.
    ///
    /// @param kind what the numbers count, such as `user`
    public static Received counting(Received dead, String kind, String subject, long sequence) {
        var name = MessageName.of(dead);
        var value = StrictJson.MAPPER.writeValueAsBytes(Map.of(
                "id", name.id(),
                "source", name.source(),
                "type", kind + ".discarded-as-dead-letter",
                "subject", subject,
                "sequence", Long.toString(sequence)));
        return dead.with(value, List.of(header("content-type", EventWriter.CONTENT_TYPE)));
    }

    private static Received.Header header(String name, String value) {
        return new Received.Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
