package dev.orderly.messaging.telemetry;

import dev.orderly.messaging.event.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what became of messages, by outcome and reason. Not thread-safe.
final class Summary {
    static final int REASONS_KEPT = 200;
    static final int REASONS_SHOWN = 5;

    private static final String OTHER = "other";

    private final Map<String, Tally> outcomes = new HashMap<>();

    /// @param reasons most frequent first; empty where the outcome has none
    record Count(String name, long count, List<Count> reasons) {
        static final Comparator<Count> MOST_FIRST =
                Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name);
    }

    private static final class Tally {
        private long count;
        private final Map<String, Long> reasons = new HashMap<>();
    }

    /// @param reason empty where the outcome has none
    void add(String outcome, String reason) {
        var tally = outcomes.computeIfAbsent(outcome, _ -> new Tally());
        tally.count++;
        if (!reason.isEmpty()) {
            var kept = reason.length() > OutsideText.LIMIT ? reason.substring(0, OutsideText.LIMIT) : reason;
            var fits = tally.reasons.size() < REASONS_KEPT || tally.reasons.containsKey(kept);
            tally.reasons.merge(fits ? kept : OTHER, 1L, Long::sum);
        }
    }

    /// Most frequent first.
    List<Count> outcomes() {
        return outcomes.entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue().count, shownOf(each.getValue().reasons)))
                .sorted(Count.MOST_FIRST)
                .toList();
    }

    private static List<Count> shownOf(Map<String, Long> reasons) {
        var sorted = reasons.entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue(), List.of()))
                .sorted(Count.MOST_FIRST)
                .toList();
        if (sorted.size() <= REASONS_SHOWN) {
            return sorted;
        }
        var shown = new ArrayList<>(sorted.subList(0, REASONS_SHOWN));
        var rest = sorted.stream().skip(REASONS_SHOWN).mapToLong(Count::count).sum();
        shown.add(new Count(OTHER, rest, List.of()));
        return shown;
    }

    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ignored(var why) -> why;
            case Outcome.Refused(var code, var _) -> code;
            case Outcome.Waiting(var why) -> why;
            case Outcome.DeadLettered(var reason, var _) -> reason.code();
            case Outcome.Handled handled -> handled.remarkedWord();
            case Outcome.Duplicate _, Outcome.Retrying _ -> "";
        };
    }
}
