package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Topic.Retention;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.recovery.LackingFacts.Fact;
import dev.orderly.messaging.telemetry.Counts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a recovery would do, for those who look before they do it.
final class RecoveryPlan {
    private final Site site;
    private final SiteTopics topics;
    private final Bounds bounds;

    RecoveryPlan(Site site, SiteTopics topics, Bounds bounds) {
        this.site = site;
        this.topics = topics;
        this.bounds = bounds;
    }

    /// What is printed as JSON.
    ///
    /// @param lacking how many own facts the database has not
    /// @param facts the earliest of them
    /// @param leftOut how many records in the service's name this version could not have written
    /// @param places where the first of these lie, and what is wrong with each
    /// @param doubled how many facts bear the number of one that the database has
    /// @param doublePlaces where the first of these lie, with number and subject
    private record Shown(
            String why,
            long lacking,
            List<Fact> facts,
            long leftOut,
            List<String> places,
            long doubled,
            List<String> doublePlaces) {}

    /// @param why a recovery is needed
    void show(String why, boolean hasTables, Output output) throws Exception {
        var lacking = lacking(hasTables, output);
        var strays = lacking.strays();
        var doubles = lacking.doubles();
        if (output.isJson()) {
            output.json(new Shown(
                    why,
                    lacking.count(),
                    lacking.earliest(),
                    strays.count(),
                    strays.first(),
                    doubles.count(),
                    doubles.first()));
        }
        showTopics(output);
        lacking.show(output);
        strays.show("to be left out", output);
        doubles.show("to be left out", output);
        output.talk()
                .println(
                        "nothing is done yet. All that is in the database is thrown away, and made anew, with --execute");
    }

    /// Says which facts a database lacks that has some. One that is fresh lacks all, and nobody has to wait to be
    /// told so.
    void showLacking(Output output) throws Exception {
        try (var connection = site.database().unhurried()) {
            connection.setAutoCommit(false);
            if (new Archive(connection).cursor() > 0) {
                LackingFacts.of(site, topics, bounds, Optional.of(connection), output)
                        .show(output);
            }
        }
    }

    private LackingFacts lacking(boolean hasTables, Output output) throws Exception {
        if (!hasTables) {
            return LackingFacts.of(site, topics, bounds, Optional.empty(), output);
        }
        try (var connection = site.database().unhurried()) {
            connection.setAutoCommit(false);
            return LackingFacts.of(site, topics, bounds, Optional.of(connection), output);
        }
    }

    private void showTopics(Output output) {
        var talk = output.talk();
        site.written()
                .forEach(topic -> talk.printf(
                        "  %-26s %s: own ones go into the outbox%s%n",
                        topic.name(),
                        Counts.told(length(bounds.whole(topic)), "record"),
                        topic.retention() == Retention.FOR_EVER ? " and the tables" : ""));
        talk.printf(
                "  %-26s %s: the dead letters, and what was decided about them%n",
                site.deadLetters(), Counts.told(length(bounds.whole(site.deadLetters())), "record"));
        site.subscriptions().stream()
                .map(Subscription::topic)
                .distinct()
                .forEach(topic -> talk.printf(
                        "  %-26s %s settled, %,d not: those are handled when the service goes on%n",
                        topic.name(),
                        Counts.told(length(bounds.settled(topic)), "record"),
                        length(bounds.unsettled(topic))));
    }

    private static long length(Collection<Stretch> stretches) {
        return stretches.stream().mapToLong(Stretch::length).sum();
    }
}
