package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.JdbcLeases;
import dev.orderly.messaging.outbox.KafkaSender;
import dev.orderly.messaging.outbox.RelayLease;
import dev.orderly.messaging.outbox.RelayState;
import dev.orderly.messaging.telemetry.Counts;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `reconcile`.
@Command(
        name = "reconcile",
        description =
                "fill topics that Kafka has lost, wholly or in part, from the outbox: facts, dead letters, and the last 7 days' commands and answers")
public final class ReconcileCommand extends SiteCommand {
    @Option(names = "--execute", description = "do it; without, count what is missing")
    private boolean isExecuted;

    public ReconcileCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws Exception {
        if (isExecuted) {
            site.prepare();
        } else if (!site.hasTables()) {
            output.talk().println(site.noTables("there is nothing to reconcile"));
            return ExitCode.DONE;
        }
        try (var topics = isExecuted ? SiteTopics.made(site) : SiteTopics.found(site)) {
            topics.absent()
                    .forEach(name -> output.talk().printf("Kafka has no topic %s; with --execute it is made%n", name));
            var lost = topics.lost();
            if (lost.isEmpty()) {
                output.talk()
                        .println("no topic has lost what the outbox has sent there; there is nothing to reconcile");
                return ExitCode.DONE;
            }
            output.talk().println("records are missing in " + shown(lost));
            try (var connection = site.database().unhurried()) {
                connection.setAutoCommit(true);
                var names = names(lost);
                var reconciliation = new Reconciliation(connection, names);
                read(topics, names, reconciliation, output);
                return isExecuted ? fill(site, topics, lost, reconciliation, output) : count(reconciliation, output);
            }
        }
    }

    /// `user-events (12 of its partitions), order-replies (1 of its partitions)`.
    private static String shown(SortedSet<String> partitions) {
        return names(partitions).stream()
                .map(name -> "%s (%d of its partitions)"
                        .formatted(
                                name,
                                partitions.stream()
                                        .filter(each ->
                                                each.replaceFirst("-\\d+$", "").equals(name))
                                        .count()))
                .collect(Collectors.joining(", "));
    }

    private static List<String> names(SortedSet<String> partitions) {
        return partitions.stream()
                .map(partition -> partition.substring(0, partition.lastIndexOf('-')))
                .distinct()
                .toList();
    }

    private static void read(SiteTopics topics, List<String> names, Reconciliation reconciliation, Output output)
            throws Exception {
        var bounds = topics.bounds();
        var stretches =
                names.stream().flatMap(name -> bounds.whole(name).stream()).toList();
        var progress = output.progress(
                "records that are there",
                stretches.stream().mapToLong(Stretch::length).sum());
        reconciliation.read(topics.scan(), stretches, progress);
        progress.end();
    }

    private static ExitCode count(Reconciliation reconciliation, Output output) throws Exception {
        var progress = output.progress("rows of the outbox", reconciliation.kept());
        var missing = reconciliation.count(progress);
        progress.end();
        if (output.isJson()) {
            output.json(Map.of("missing", missing));
        }
        missing.forEach((topic, count) ->
                output.talk().printf("  %-26s %s to be filled in%n", topic, Counts.told(count, "record")));
        output.talk().println("nothing is done yet. They are filled in, in their order, with --execute");
        return ExitCode.DONE;
    }

    private static ExitCode fill(
            Site site, SiteTopics topics, SortedSet<String> lost, Reconciliation reconciliation, Output output)
            throws Exception {
        var leases = new JdbcLeases(site.database().source());
        var lease = RelayLease.take(leases, "reconcile/" + UUID.randomUUID());
        if (lease.isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "a relay of %s is at work, as if nothing were lost; stop every instance, and try again"
                            .formatted(site.service()));
        }
        var sender = new KafkaSender(site.kafka().connection(), _ -> {});
        try (var held = lease.get();
                var connection = site.database().source().getConnection()) {
            var progress = output.progress("rows of the outbox", reconciliation.kept());
            var filled = reconciliation.fill(sender, held, progress);
            progress.end();
            connection.setAutoCommit(false);
            var relay = new RelayState(connection);
            relay.forget(lost);
            relay.set(reconciliation.upTo(), filled, topics.ids());
            connection.commit();
        } finally {
            sender.close();
        }
        output.talk().println("filled in; the service goes on by itself");
        return ExitCode.DONE;
    }
}
