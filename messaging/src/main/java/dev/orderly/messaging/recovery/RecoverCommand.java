package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.AbsentTables.Absent;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.outbox.RelayState;
import dev.orderly.messaging.topology.Agreement.Behind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `recover`.
@Command(
        name = "recover",
        description =
                "have the service's tables again from topics, after the loss of its database, or with an old backup")
public final class RecoverCommand extends SiteCommand {
    @Option(names = "--execute", description = "do it; without, say what would be done")
    private boolean isExecuted;

    public RecoverCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws Exception {
        if (isExecuted) {
            site.prepare();
        }
        var hasTables = site.hasTables();
        if (!hasTables) { // who only looks changes nothing: an instance of another version may be at work there
            output.talk().println(site.noTables("with --execute they are made"));
        }
        try (var topics = SiteTopics.of(site)) {
            var found = hasTables ? topics.disagreement() : topics.disagreementWithoutTables();
            var absent = hasTables ? site.absentTable() : Optional.<Absent>empty();
            if (absent.isPresent()) {
                var mend = found.isEmpty() ? absent.get().mend() : absent.get().anew();
                throw new Failure(ExitCode.FAILED, absent.get().why() + "; " + mend);
            }
            if (found.isEmpty()) {
                output.talk().println("the database has all that the topics tell; there is nothing to recover");
                return ExitCode.DONE;
            }
            if (found.get().behind() == Behind.TOPICS) {
                throw SiteTopics.refusal(found.get());
            }
            var bounds = topics.boundsOfHandled();
            checkWhole(site, bounds);
            output.talk().println(found.get().why());
            var plan = new RecoveryPlan(site, topics, bounds);
            if (!isExecuted) {
                plan.show(found.get().why(), hasTables, output);
                return ExitCode.DONE;
            }
            plan.showLacking(output);
            return recover(site, topics, output);
        }
    }

    /// What retention has deleted cannot be folded again.
    private static void checkWhole(Site site, Bounds bounds) {
        for (var topic : site.facts()) {
            for (var stretch : bounds.whole(topic)) {
                if (stretch.from() > 0) {
                    throw new Failure(
                            ExitCode.FAILED,
                            "%s begins at offset %d: facts before it are gone, and the state cannot be had from the others"
                                    .formatted(stretch.partition(), stretch.from()));
                }
            }
        }
    }

    private static ExitCode recover(Site site, SiteTopics topics, Output output) throws Exception {
        try (var connection = site.database().unhurried()) {
            connection.setAutoCommit(false);
            new RelayState(connection).takeLease("recover");
            if (topics.disagreement().isEmpty()) { // it was waited for the lease
                output.talk().println("another has recovered it meanwhile");
                return ExitCode.DONE;
            }
            var bounds = topics.boundsOfHandled();
            checkWhole(site, bounds);
            var progress = output.progress("records", Recovery.length(site, bounds));
            var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            var report = new Recovery(site, connection, topics.scan(), bounds, topics.ids(), progress, now).run();
            checkNobodyWrote(site, topics, bounds);
            connection.commit();
            progress.end();
            return report.show(output);
        }
    }

    private static void checkNobodyWrote(Site site, SiteTopics topics, Bounds bounds) {
        var later = topics.bounds();
        for (var topic : site.facts()) {
            for (var partition : bounds.partitions(topic.name())) {
                if (later.end(partition) != bounds.end(partition)) {
                    throw new Failure(
                            ExitCode.FAILED,
                            "%s was written to meanwhile; stop every instance of %s, or see that they are not ready, and try again"
                                    .formatted(partition, site.service()));
                }
            }
        }
    }
}
