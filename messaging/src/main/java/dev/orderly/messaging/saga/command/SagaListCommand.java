package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.operator.TextTable;
import dev.orderly.messaging.saga.SagaRows;
import dev.orderly.messaging.saga.SagaRows.Count;
import dev.orderly.messaging.saga.SagaRows.Entry;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sagas list`.
@Command(
        name = "list",
        description = "list them, those that are stuck and those due first, and how many there are by state")
final class SagaListCommand extends SiteCommand {
    private static final int MOST = 10_000;

    @Mixin
    private SagaFilter filter = new SagaFilter();

    @Option(names = "--limit", paramLabel = "N", description = "show at most so many, 100 by default")
    private int limit = 100;

    private final StartCheck check;

    /// @param check made where there is nothing to be shown
    SagaListCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    /// What is printed as JSON.
    private record Listed(List<Entry> sagas, List<Count> states, long total) {}

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        if (limit < 1 || limit > MOST) {
            throw new Failure(ExitCode.WRONG_USAGE, "--limit is %d; it must be from 1 to %d".formatted(limit, MOST));
        }
        var wanted = filter.wanted(Instant.now());
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var rows = new SagaRows(connection);
            var entries = rows.list(wanted, limit);
            var counts = rows.counts(wanted);
            var total = counts.stream().mapToLong(Count::count).sum();
            if (output.isJson()) {
                output.json(new Listed(entries, counts, total));
            } else if (total > 0) {
                print(entries, counts, output);
            }
            if (total == 0) {
                NotThere.tell("no saga matches", check, site, output);
            } else if (total > entries.size()) {
                output.talk().printf("%d of %d are shown; --limit shows more%n", entries.size(), total);
            }
        }
        return ExitCode.DONE;
    }

    private static void print(List<Entry> entries, List<Count> counts, Output output) {
        var table = new TextTable("ID", "STATUS", "STEP", "DIRECTION", "ATTEMPT", "DUE", "FAILURES", "BEGAN");
        for (var each : entries) {
            table.add(
                    OutsideText.shown(each.id()),
                    each.status().name(),
                    each.step(),
                    each.direction(),
                    Integer.toString(each.attempt()),
                    shown(each.dueAt()),
                    Integer.toString(each.failures()),
                    shown(each.began()));
        }
        table.print(output.data());
        output.data().println();
        var states = new TextTable("COUNT", "STATUS", "STEP");
        counts.forEach(
                each -> states.add(Long.toString(each.count()), each.status().name(), each.step()));
        states.print(output.data());
    }

    private static String shown(Optional<Instant> time) {
        return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
    }
}
