package dev.orderly.messaging.telemetry;

import static dev.orderly.messaging.telemetry.OutsideText.shown;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.event.Level;

/// All that the log says, and how loudly.
final class Wording {
    static final int SENTENCE = 300;

    private Wording() {}

    static Level level(Signal signal) {
        return switch (signal) {
            case Signal.Answered _ -> Level.DEBUG;
            case MessageDone _, Signal.UnknownSkipped _ -> Level.INFO;
            case Signal.Starting _, Signal.Ready _, Signal.Stopping _, Signal.Stopped _ -> Level.INFO;
            case Signal.DependencyBack _, Signal.LeaseWon _ -> Level.INFO;
            case Signal.NotReady _, Signal.StopOverdue _ -> Level.WARN;
            case Signal.DependencyLost _, Signal.LeaseLost _ -> Level.WARN;
            case Signal.BatchRetrying _, Signal.IntakeRetrying _ -> Level.WARN;
            case Signal.RelayBeganAnew _, Signal.Unsettled _ -> Level.WARN;
            case Signal.AnswerFailed _, Signal.LoopFailed _ -> Level.ERROR;
        };
    }

    static String text(Signal signal) {
        return switch (signal) {
            case MessageDone done -> message(done, "");
            case Signal.UnknownSkipped(var type, var subject, var place, var trace, var known) ->
                origin(type, subject, "", place) + "  skipped: unknown type, the topic carries "
                        + String.join(", ", known) + traced(trace);
            case Signal.Answered(var door, var question, var code, var took) ->
                "%s by %s  answered %d in %s".formatted(question, door, code, span(took));
            case Signal.AnswerFailed(var door, var question, var cause) ->
                "%s by %s  failed: %s".formatted(question, door, shown(cause.toString()));
            case Signal.Starting(var version) -> "starting, version " + version;
            case Signal.Ready(var after) -> "ready after " + span(after);
            case Signal.NotReady(var why, var mend) when mend.isEmpty() -> "not ready: " + sentence(why);
            case Signal.NotReady(var why, var mend) ->
                "not ready: " + sentence(why) + "; to mend it: " + sentence(mend);
            case Signal.Stopping(var why) -> "stopping: " + sentence(why);
            case Signal.Stopped(var took) -> "stopped in " + span(took);
            case Signal.StopOverdue(var part, var why) ->
                part + " did not stop in time, going on without it: " + sentence(why);
            case Signal.DependencyLost(var dependency, var why) ->
                "%s cannot be reached, trying on: %s".formatted(dependency, sentence(why));
            case Signal.DependencyBack(var dependency, var away) ->
                "%s is back after %s".formatted(dependency, span(away));
            case Signal.LeaseWon(var lease, var epoch) -> "%s lease won, epoch %d".formatted(lease, epoch);
            case Signal.LeaseLost(var lease, var why) -> "%s lease lost: %s".formatted(lease, shown(why));
            case Signal.RelayBeganAnew(var rows, var cause) ->
                "relay sends again from the outbox, %s under way: %s"
                        .formatted(Counts.told(rows, "row was", "rows were"), shown(cause));
            case Signal.BatchRetrying(var first, var messages) -> message(first, more(messages - 1));
            case Signal.IntakeRetrying(var how) -> "intake  " + word(how) + ending(how, Duration.ZERO);
            case Signal.Unsettled(var cause) -> "offsets not committed, tried again with the next: " + shown(cause);
            case Signal.LoopFailed(var loop, var cause) -> loop + " goes on after: " + shown(cause.toString());
        };
    }

    /// `1,234 handled, 12 refused (unknown-user 10, out-of-stock 2), 3 duplicate`
    static String text(List<Summary.Count> outcomes) {
        return outcomes.stream().map(Wording::summed).collect(joining(", "));
    }

    static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Handled _ -> "handled";
            case Outcome.Duplicate _ -> "duplicate";
            case Outcome.Ignored _ -> "ignored";
            case Outcome.Refused _ -> "refused";
            case Outcome.Waiting _ -> "waiting";
            case Outcome.Retrying _ -> "retrying";
            case Outcome.DeadLettered _ -> "dead-lettered";
        };
    }

    private static String message(MessageDone done, String others) {
        return origin(done.type(), done.subject(), done.about(), done.place()) + others + "  " + word(done.outcome())
                + ending(done.outcome(), done.took()) + traced(done.traceId());
    }

    private static String origin(String type, String subject, String about, String place) {
        var named = subject.isEmpty() ? shown(type) : shown(type) + " " + shown(subject);
        return named + (about.isEmpty() ? "" : " (" + shown(about) + ")") + " <- " + shown(place);
    }

    private static String ending(Outcome outcome, Duration took) {
        return switch (outcome) {
            case Outcome.Handled(var emitted, var remark) ->
                " in " + span(took) + (emitted.isEmpty() ? "" : " -> " + tallied(emitted))
                        + (remark.isEmpty() ? "" : "; " + shown(remark));
            case Outcome.Duplicate() -> "";
            case Outcome.Ignored(var why) -> ": " + shown(why);
            case Outcome.Refused(var code, var detail) when detail.isEmpty() -> ": " + shown(code);
            case Outcome.Refused(var code, var detail) -> ": " + shown(code) + ", " + sentence(detail);
            case Outcome.Waiting(var why) -> ": " + shown(why);
            case Outcome.Retrying(var attempt, var delay, var cause) ->
                ": attempt %d failed, next in %s: %s".formatted(attempt, span(delay), sentence(cause));
            case Outcome.DeadLettered(var reason, var attempts) ->
                ": %s, %s (%s)".formatted(shown(reason.code()), sentence(reason.detail()), attempts(attempts));
        };
    }

    /// `order.placed, stock.reserved (3), credit.reserve`: an order's two hundred lines make one word.
    private static String tallied(List<String> emitted) {
        var counts = emitted.stream().collect(groupingBy(Function.identity(), LinkedHashMap::new, counting()));
        return counts.entrySet().stream()
                .map(each -> shown(each.getKey()) + (each.getValue() == 1 ? "" : " (" + each.getValue() + ")"))
                .collect(joining(", "));
    }

    private static String summed(Summary.Count outcome) {
        var reasons = outcome.reasons().stream()
                .map(reason -> shown(reason.name()) + " " + grouped(reason.count()))
                .collect(joining(", "));
        return grouped(outcome.count()) + " " + outcome.name() + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    /// What we say ourselves, in which what came from outside is short.
    private static String sentence(String text) {
        return shown(text, SENTENCE);
    }

    private static String traced(String traceId) {
        return traceId.isEmpty() ? "" : "  trace " + traceId.substring(0, Math.min(8, traceId.length()));
    }

    private static String more(int others) {
        return others == 0 ? "" : " and " + grouped(others) + " more";
    }

    private static String attempts(int attempts) {
        return Counts.told(attempts, "attempt");
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String span(Duration time) {
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        return time.toMinutes() < 2
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0)
                : grouped(time.toMinutes()) + " min";
    }
}
