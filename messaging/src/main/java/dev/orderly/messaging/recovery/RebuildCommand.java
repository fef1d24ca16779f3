package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.Shadow;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.store.Unfolded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rebuild`.
@Command(name = "rebuild", description = "derived tables from topics, while the service runs")
public final class RebuildCommand extends SiteCommand {
    @Option(names = "--execute", description = "do it; without, show the rows that differ")
    private boolean isExecuted;

    public RebuildCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws Exception {
        var copies = site.subscriptions().stream()
                .filter(each -> each.projection().isPresent())
                .toList();
        if (copies.isEmpty()) {
            output.talk()
                    .printf(
                            "%s keeps no table that is derived from other services' facts; there is nothing to rebuild%n",
                            site.service());
            return ExitCode.DONE;
        }
        try (var topics = SiteTopics.of(site)) {
            topics.checkAgreement();
            site.checkTables();
            try (var shadow = shadow(site)) {
                for (var copy : copies) {
                    rebuild(site, topics, shadow, copy, copy.projection().orElseThrow(), output);
                }
            }
        }
        return ExitCode.DONE;
    }

    private static Shadow shadow(Site site) throws Exception {
        return Shadow.of(site.database())
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "another rebuild of %s is at work; wait until it has ended".formatted(site.service())));
    }

    private <S> void rebuild(
            Site site, SiteTopics topics, Shadow shadow, Subscription<?> copy, Numbered<S> kind, Output output)
            throws Exception {
        var topic = copy.topic().name();
        var table = table(site, kind);
        var unfolded = new Unfolded(shadow, topic, topics.id(topic));
        var sorting = new Sorting(site.source(), site.subscriptions());
        var fold = new ShadowFold(shadow, unfolded, topic, table, sorting, topics::read);
        var rebuild = new Rebuild<>(shadow, unfolded, table, kind, fold, topics::bounds, Patience.ENOUGH);
        var report = new RebuildReport<>(table, topic, output);
        var found = rebuild.compare(output, report::row);
        report.found(found);
        if (found.isEqual() || !isExecuted) {
            report.nothingDone(found);
        } else {
            report.done(found, rebuild.swap());
        }
    }

    @SuppressWarnings("unchecked") // a table's kind is its own
    private static <S> Table<S> table(Site site, Numbered<S> kind) {
        return (Table<S>) site.tables().stream()
                .filter(table -> table.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no table for " + kind.name()));
    }
}
