package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.store.SnapshotStore;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// What a replay would do: the deciders decide in memory, on one moment of the database, and nothing is left of it.
final class ReplayPlan {
    private final Site site;
    private final SiteTopics topics;
    private final ReplayScope scope;
    private final boolean hasEffects;

    ReplayPlan(Site site, SiteTopics topics, ReplayScope scope, boolean hasEffects) {
        this.site = site;
        this.topics = topics;
        this.scope = scope;
        this.hasEffects = hasEffects;
    }

    /// What is shown of it.
    ///
    /// @param outcomes how many records would come to which, by name in lower case
    /// @param rows those that would change
    /// @param messages that would be sent, by topic, type and subject
    record Shown(LinkedHashMap<String, Long> outcomes, List<SnapshotStore.Change> rows, List<String> messages) {}

    /// @return whether there is something that would be handled
    boolean show(List<Stretch> stretches, Output output) throws Exception {
        try (var connection = site.database().unhurried()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var store = new SnapshotStore(connection, site.tables());
            var handled = topics.handled(connection, scope.topic());
            var replay = new Replay(site, scope, handled, hasEffects, InstantSource.system());
            var all = new Tally();
            var progress = output.progress(
                    scope.topic(), stretches.stream().mapToLong(Stretch::length).sum());
            topics.scan().read(stretches, replay::candidates, candidates -> {
                all.add(replay.handle(candidates, store));
                progress.add(candidates.size());
            });
            progress.end();
            connection.rollback();
            if (all.sum() == 0) {
                output.talk().println("no record is in its scope");
            }
            print(shown(all, store), output);
            return all.sum() > 0;
        }
    }

    private static Shown shown(Tally tally, SnapshotStore store) {
        var outcomes = new LinkedHashMap<String, Long>();
        for (var result : Result.values()) {
            outcomes.put(result.name().toLowerCase(Locale.ROOT), tally.of(result));
        }
        var messages = store.emitted().stream()
                .map(row -> "%s  %s %s".formatted(row.topic(), row.type(), row.subject()))
                .toList();
        return new Shown(outcomes, store.changes(), messages);
    }

    private static void print(Shown shown, Output output) {
        if (output.isJson()) {
            output.json(shown);
            return;
        }
        var data = output.data();
        shown.rows().forEach(change -> {
            change.before().ifPresent(before -> data.println("- " + before));
            data.println("+ " + change.after());
        });
        shown.messages().forEach(message -> data.println("> " + message));
        shown.outcomes().forEach((name, count) -> {
            if (count > 0) {
                data.printf("%,d %s%n", count, name);
            }
        });
    }
}
