package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.event.PrettyJson;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.Buried;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetters.Event;
import dev.orderly.messaging.store.DeadLetters.Follower;
import dev.orderly.messaging.telemetry.OutsideText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dead letter whole, as text and as JSON. What it holds is shown: that is what was asked for.
///
/// @param behind the first that wait behind it
/// @param waiting how many do
record DeadLetterPortrait(Buried buried, List<Event> history, List<Follower> behind, long waiting) {

    void print(PrintStream out) {
        var letter = buried.letter();
        out.println(letter.record().place());
        line(
                out,
                "status",
                lower(buried.status().name())
                        + buried.resolvedAt().map(at -> " at " + at).orElse(""));
        if (!buried.because().isEmpty()) {
            line(out, "because", one(buried.because()));
        }
        line(out, "reason", one(letter.reason().code()));
        line(
                out,
                buried.status() == Status.OPEN ? "to mend" : "it was",
                one(letter.reason().detail()));
        line(out, "message", one(letter.type() + " " + letter.subject()).strip());
        if (!letter.stream().isEmpty()) {
            line(out, "number", letter.sequence() + " of " + one(letter.stream()));
        }
        line(out, "attempts", Integer.toString(letter.attempts()));
        line(out, "hops", Integer.toString(letter.hops()));
        var record = letter.record();
        line(
                out,
                "lay in",
                "%s, partition %d, offset %d, since %s (topic id %s)"
                        .formatted(
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                record.appended(),
                                record.topicId()));
        line(out, "key", Bytes.text(record.key()));
        print(out, "", record);
        around(out);
    }

    private void around(PrintStream out) {
        buried.mended().ifPresent(mended -> print(out, "mended ", mended));
        out.println("  history");
        history.forEach(each -> out.println("    " + told(each)));
        out.println("  waiting behind it: " + waiting);
        behind.forEach(each -> out.println("    number %d since %s".formatted(each.sequence(), each.since())));
        if (waiting > behind.size()) {
            out.println("    and " + (waiting - behind.size()) + " more");
        }
    }

    private static void print(PrintStream out, String which, Received record) {
        out.println("  " + which + "headers: " + record.headers().size());
        record.headers().forEach(header -> out.println("    " + told(header)));
        var value = record.value();
        out.println("  " + which + "payload: " + (value == null ? "none" : value.length + " bytes"));
        if (value != null) {
            PrettyJson.of(value)
                    .map(OutsideText::whole)
                    .orElseGet(() -> Bytes.dump(value))
                    .lines()
                    .forEach(each -> out.println("    " + each));
        }
    }

    private static void line(PrintStream out, String name, String text) {
        out.printf("  %-10s%s%n", name, text);
    }

    private static String told(Header header) {
        return one(header.name()) + ": " + Bytes.text(header.value());
    }

    private static String told(Event event) {
        var again = event.hops() > 0 ? " (came back %d times)".formatted(event.hops()) : "";
        return event.at() + "  "
                + switch (event.event()) {
                    case "BURIED" -> "buried" + again + ": " + one(event.reason() + ", " + event.detail());
                    case "REDRIVEN" -> event.mended() ? "redriven with an edited payload" : "redriven";
                    default -> "discarded: " + one(event.because());
                };
    }

    /// In one line, so that nothing looks like a line of ours.
    private static String one(String text) {
        return OutsideText.whole(text).replace("\n", "\\n");
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /// The same for programs; bytes as base64, and as text where they are text.
    Map<String, Object> json() {
        var letter = buried.letter();
        var record = letter.record();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", record.place());
        json.put("status", buried.status());
        json.put("reason", letter.reason().code());
        json.put("detail", letter.reason().detail());
        json.put("type", letter.type());
        json.put("subject", letter.subject());
        json.put("attempts", letter.attempts());
        json.put("hops", letter.hops());
        json.put("stream", letter.stream());
        json.put("sequence", letter.sequence());
        json.put("because", buried.because());
        json.put("buriedAt", buried.at());
        json.put("resolvedAt", buried.resolvedAt());
        json.put("topicId", record.topicId());
        json.put("appendedAt", record.appended());
        json.put("key", bytes(record.key()));
        json.put("headers", headers(record));
        json.put("payload", bytes(record.value()));
        buried.mended().ifPresent(mended -> {
            json.put("mendedHeaders", headers(mended));
            json.put("mendedPayload", bytes(mended.value()));
        });
        json.put("history", history);
        json.put("waiting", waiting);
        json.put("behind", behind);
        return json;
    }

    private static List<Object> headers(Received record) {
        var headers = new ArrayList<Object>();
        for (var header : record.headers()) {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("name", header.name());
            json.put("value", bytes(header.value()));
            headers.add(json);
        }
        return headers;
    }

    private static Map<String, Object> bytes(byte @Nullable [] bytes) {
        var json = new LinkedHashMap<String, Object>();
        if (bytes != null) {
            Bytes.utf8(bytes).ifPresent(text -> json.put("text", text));
            json.put("base64", bytes);
        }
        return json;
    }
}
