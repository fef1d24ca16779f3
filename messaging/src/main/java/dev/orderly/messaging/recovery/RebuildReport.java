package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.recovery.Rebuild.Swapped;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.store.Table.Difference;
import dev.orderly.messaging.telemetry.Counts;
import java.util.LinkedHashMap;

/// What a rebuild says of one table.
///
/// @param topic from which the table is derived
record RebuildReport<S>(Table<S> table, String topic, Output output) {

    void row(Difference<S> difference) {
        var before = difference.before().map(table::row);
        var after = difference.after().map(table::row);
        if (output.isJson()) {
            var row = new LinkedHashMap<String, String>();
            before.ifPresent(line -> row.put("before", line));
            after.ifPresent(line -> row.put("after", line));
            output.json(row);
        } else {
            before.ifPresent(line -> output.data().println("- " + line));
            after.ifPresent(line -> output.data().println("+ " + line));
        }
    }

    void found(Comparison found) {
        output.talk().printf("%s, from %s: %s%n", table.kind().name(), topic, found.told());
    }

    void nothingDone(Comparison found) {
        output.talk()
                .println(
                        found.isEqual()
                                ? "there is nothing to rebuild"
                                : "nothing is done yet. The table is made anew, while the service runs, with --execute");
        sum(found, false);
    }

    void done(Comparison found, Swapped swapped) {
        output.talk()
                .printf(
                        "%s is made anew, with %s; whoever wanted it meanwhile waited for %,d ms%n",
                        table.kind().name(),
                        Counts.told(swapped.found().rows(), "row"),
                        swapped.alone().toMillis());
        sum(found, true);
    }

    private void sum(Comparison found, boolean isDone) {
        if (output.isJson()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("table", table.kind().name());
            json.put("topic", topic);
            json.put("equal", found.equal());
            json.put("differing", found.differing());
            json.put("missing", found.missing());
            json.put("tooMany", found.tooMany());
            json.put("rebuilt", isDone);
            output.json(json);
        }
    }
}
