package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import java.util.stream.Collectors;

/// What is said of a replay when it ends, or is asked for.
final class ReplayReport {
    private ReplayReport() {}

    static void show(Run run, Output output) {
        if (output.isJson()) {
            output.json(run);
        } else {
            output.data().println(line(run));
        }
        if (run.status().equals("PAUSED")) {
            output.talk().printf("go on with: replays resume %s --execute%n", run.id());
        }
    }

    /// `r-1a2b  user-commands  DONE  5 records: 2 applied, 3 unchanged`.
    static String line(Run run) {
        var sum = run.results().values().stream().mapToLong(Long::longValue).sum();
        var results = run.results().entrySet().stream()
                .filter(result -> result.getValue() > 0)
                .map(result -> "%,d %s".formatted(result.getValue(), result.getKey()))
                .collect(Collectors.joining(", "));
        return "%s  %s%s%s  %s  %,d records%s"
                .formatted(
                        run.id(),
                        run.scope().topic(),
                        run.scope().key().map(key -> " key " + key).orElse(""),
                        run.scope().type().map(type -> " type " + type).orElse(""),
                        run.status(),
                        sum,
                        results.isEmpty() ? "" : ": " + results);
    }
}
