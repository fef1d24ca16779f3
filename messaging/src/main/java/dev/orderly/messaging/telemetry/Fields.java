package dev.orderly.messaging.telemetry;

import static dev.orderly.messaging.telemetry.OutsideText.shown;

import dev.orderly.messaging.event.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a log line says, once more as named fields, for `LOG_FORMAT=json`. Times are in milliseconds.
final class Fields {
    private static final Set<String> SENTENCES = Set.of("why", "mend", "cause", "detail");

    private Fields() {}

    static Map<String, Object> of(Signal signal) {
        return switch (signal) {
            case Signal.MessageDone done -> message(done);
            case Signal.UnknownSkipped(var type, var subject, var place, var trace, var known) ->
                named(
                        "type", type, "subject", subject, "place", place, "outcome", "skipped", "known", known, "trace",
                        trace);
            case Signal.Answered(var door, var question, var code, var took) ->
                named("signal", "answered", "question", question, "door", door, "code", code, "tookMillis", took);
            case Signal.AnswerFailed(var door, var question, var _) ->
                named("signal", "answer-failed", "question", question, "door", door);
            case Signal.Starting(var version) -> named("signal", "starting", "version", version);
            case Signal.Ready(var after) -> named("signal", "ready", "tookMillis", after);
            case Signal.NotReady(var why, var mend) -> named("signal", "not-ready", "why", why, "mend", mend);
            case Signal.Stopping(var why) -> named("signal", "stopping", "why", why);
            case Signal.Stopped(var took) -> named("signal", "stopped", "tookMillis", took);
            case Signal.StopOverdue(var part, var why) -> named("signal", "stop-overdue", "part", part, "why", why);
            case Signal.DependencyLost(var dependency, var why) ->
                named("signal", "dependency-lost", "dependency", dependency, "why", why);
            case Signal.DependencyBack(var dependency, var away) ->
                named("signal", "dependency-back", "dependency", dependency, "tookMillis", away);
            case Signal.LeaseWon(var lease, var epoch) -> named("signal", "lease-won", "lease", lease, "epoch", epoch);
            case Signal.LeaseLost(var lease, var why) -> named("signal", "lease-lost", "lease", lease, "why", why);
            case Signal.RelayBeganAnew(var rows, var cause) ->
                named("signal", "relay-began-anew", "rows", rows, "cause", cause);
            case Signal.BatchRetrying(var first, var messages) -> {
                var fields = message(first);
                fields.put("messages", messages);
                yield fields;
            }
            case Signal.IntakeRetrying(var how) -> {
                var fields = named("signal", "intake-retrying");
                fields.putAll(outcome(how));
                yield fields;
            }
            case Signal.Unsettled(var cause) -> named("signal", "unsettled", "cause", cause);
            case Signal.LoopFailed(var loop, var _) -> named("signal", "loop-failed", "loop", loop);
        };
    }

    static Map<String, Object> of(List<Summary.Count> outcomes) {
        var fields = named("signal", "summary");
        outcomes.forEach(each -> {
            fields.put(each.name(), each.count());
            if (!each.reasons().isEmpty()) {
                var reasons = new LinkedHashMap<String, Object>();
                each.reasons().forEach(reason -> reasons.put(shown(reason.name()), reason.count()));
                fields.put(each.name() + "Reasons", reasons);
            }
        });
        return fields;
    }

    private static Map<String, Object> message(Signal.MessageDone done) {
        var fields = named("type", done.type(), "subject", done.subject(), "about", done.about());
        fields.putAll(named("place", done.place(), "outcome", Wording.word(done.outcome())));
        fields.putAll(outcome(done.outcome()));
        fields.putAll(named("tookMillis", done.took(), "trace", done.traceId()));
        return fields;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Handled(var emitted, var remark) -> named("emitted", emitted, "remark", remark);
            case Outcome.Duplicate() -> named();
            case Outcome.Ignored(var why) -> named("why", why);
            case Outcome.Refused(var code, var detail) -> named("reason", code, "detail", detail);
            case Outcome.Waiting(var why) -> named("why", why);
            case Outcome.Retrying(var attempt, var delay, var cause) ->
                named("attempt", attempt, "delayMillis", delay, "cause", cause);
            case Outcome.DeadLettered(var reason, var attempts) ->
                named("reason", reason.code(), "detail", reason.detail(), "attempts", attempts);
        };
    }

    /// Names and values in turn; what is empty is left out.
    private static Map<String, Object> named(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            if (!value.equals("")) {
                var name = (String) namesAndValues[i];
                fields.put(name, plain(value, SENTENCES.contains(name) ? Wording.SENTENCE : OutsideText.LIMIT));
            }
        }
        return fields;
    }

    private static Object plain(Object value, int limit) {
        return switch (value) {
            case String text -> shown(text, limit);
            case Duration time -> time.toMillis();
            default -> value;
        };
    }
}
