package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.doctor.Ages;
import dev.orderly.messaging.saga.Coordinator.Outlook;
import dev.orderly.messaging.saga.Entry;
import dev.orderly.messaging.saga.SagaRows;
import dev.orderly.messaging.saga.SagaState;
import dev.orderly.messaging.telemetry.OutsideText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A saga whole, as text and as JSON.
///
/// @param about what it is about, in the service's own words
record SagaPortrait(String service, SagaState saga, Outlook outlook, Map<String, String> about, Instant now) {

    void print(PrintStream out) {
        out.println(OutsideText.escaped(saga.sagaId()));
        line(out, "saga", "%s, version %d".formatted(saga.definition(), saga.version()));
        line(out, "status", saga.status().name());
        line(out, "step", saga.step());
        line(out, "direction", SagaRows.direction(saga.turned()));
        line(out, "attempt", Integer.toString(saga.attempt()));
        saga.dueAt().ifPresent(at -> line(out, "due", at + ", " + distance(at)));
        if (saga.failures() > 0) {
            line(out, "failures", saga.failures() + " in a row");
        }
        about.forEach((name, text) -> line(out, name, one(text)));
        line(out, "waits for", waitsFor());
        out.println("  timeline");
        saga.timeline().forEach(each -> out.println("    " + told(each)));
        out.println("  what can be done");
        remedies().forEach(each -> out.println("    " + each));
    }

    private String distance(Instant due) {
        var left = Duration.between(now, due);
        return left.isNegative() ? Ages.told(left.negated()) + " ago" : "in " + Ages.told(left);
    }

    private String waitsFor() {
        return switch (saga.status()) {
            case COMPLETED, COMPENSATED -> "nothing, it has ended";
            case STUCK -> answers() + ", or for somebody: it is not asked again by itself";
            case RUNNING ->
                answers()
                        + (outlook.turnsBackInSilence()
                                ? "; turns back when it is due"
                                : "; asks again when it is due");
        };
    }

    private String answers() {
        return String.join(" or ", outlook.awaited());
    }

    private List<String> remedies() {
        var remedies = new ArrayList<String>();
        if (saga.isOpen()) {
            remedies.add("orderly %s sagas retry %s: %s"
                    .formatted(
                            service, saga.sagaId(), saga.isRunning() ? "asks again now" : "asks again, and goes on"));
        }
        if (outlook.canTurnBack()) {
            remedies.add("orderly %s sagas abort %s: turns it back".formatted(service, saga.sagaId()));
        }
        return remedies.isEmpty() ? List.of("nothing, it has ended") : remedies;
    }

    private static String told(Entry entry) {
        var line = new StringBuilder();
        line.append(entry.time().map(Instant::toString).orElse("-"))
                .append("  ")
                .append(entry.step());
        if (!entry.sent().isEmpty()) {
            line.append("  ").append(entry.sent()).append(", attempt ").append(entry.attempt());
        }
        return line.append("  ")
                .append(entry.answer().isEmpty() ? "not answered" : one(entry.answer()))
                .toString();
    }

    private static void line(PrintStream out, String name, String text) {
        out.printf("  %-11s%s%n", name, text);
    }

    /// In one line, so that nothing looks like a line of ours.
    private static String one(String text) {
        return OutsideText.whole(text).replace("\n", "\\n");
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", saga.sagaId());
        json.put("saga", saga.definition());
        json.put("version", saga.version());
        json.put("status", saga.status());
        json.put("step", saga.step());
        json.put("direction", SagaRows.direction(saga.turned()));
        json.put("attempt", saga.attempt());
        json.put("dueAt", saga.dueAt());
        json.put("failures", saga.failures());
        json.put("about", about);
        json.put("awaited", saga.isOpen() ? outlook.awaited() : List.of());
        json.put("canRetry", saga.isOpen());
        json.put("canAbort", outlook.canTurnBack());
        json.put("timeline", saga.timeline());
        return json;
    }
}
