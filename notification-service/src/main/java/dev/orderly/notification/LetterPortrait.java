package dev.orderly.notification;

import dev.orderly.messaging.telemetry.OutsideText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A letter whole, as text and as JSON. What it is filled with is shown: that is what was asked for.
record LetterPortrait(Letter letter) {

    void print(PrintStream out) {
        out.println(OutsideText.escaped(letter.notificationId()));
        line(out, "template", letter.template().toString());
        line(out, "user", letter.userId());
        letter.orderId().ifPresent(order -> line(out, "order", order));
        line(out, "requested", letter.requestedAt().toString());
        line(out, "status", "%s since %s".formatted(letter.status(), letter.changedAt()));
        if (!letter.reason().isEmpty()) {
            line(out, "reason", letter.reason());
        }
        line(out, "attempts", Integer.toString(letter.attempt()));
        letter.dueAt().ifPresent(at -> line(out, "due", at.toString()));
        if (!letter.sender().isEmpty()) {
            line(out, "sender", letter.sender());
        }
        out.println("  filled with");
        new TreeMap<>(letter.params()).forEach((name, text) -> out.println("    " + one(name) + ": " + one(text)));
        line(out, "to do", todo());
    }

    private String todo() {
        var resend = "letters resend " + letter.notificationId();
        return switch (letter.status()) {
            case NONE, SENT -> "nothing, it was sent";
            case REQUESTED -> "nothing, it is tried when it is due";
            case SENDING -> "nothing, it is under way; if its sender is dead, it becomes uncertain when it is due";
            case UNDELIVERABLE -> "mend the reason, then " + resend;
            case UNCERTAIN -> "look whether it arrived; if not, " + resend + "; it may arrive twice";
        };
    }

    private static void line(PrintStream out, String name, String text) {
        out.printf("  %-11s%s%n", name, one(text));
    }

    /// In one line, so that nothing looks like a line of ours.
    private static String one(String text) {
        return OutsideText.whole(text).replace("\n", "\\n");
    }

    /// What a list has of it.
    static Map<String, Object> line(Letter letter) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", letter.notificationId());
        json.put("status", letter.status());
        json.put("template", letter.template().toString());
        json.put("userId", letter.userId());
        json.put("orderId", letter.orderId());
        json.put("requestedAt", letter.requestedAt());
        json.put("changedAt", letter.changedAt());
        json.put("attempts", letter.attempt());
        json.put("dueAt", letter.dueAt());
        json.put("reason", letter.reason());
        return json;
    }

    Map<String, Object> json() {
        var json = line(letter);
        json.put("sender", letter.sender());
        json.put("params", new TreeMap<>(letter.params()));
        json.put("todo", todo());
        return json;
    }
}
