package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.operator.TextTable;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetters.Entry;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dead-letters list`.
@Command(name = "list", description = "list them, the newest first, and how many there are by reason")
final class DeadLetterListCommand extends SiteCommand {
    private static final int MOST = 10_000;
    private static final String ALL = "all";

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Option(names = "--status", paramLabel = "STATUS", description = "open (the default), redriven, discarded or all")
    private String status = "open";

    @Option(names = "--limit", paramLabel = "N", description = "show at most so many, 100 by default")
    private int limit = 100;

    private final StartCheck check;

    /// @param check made where there is nothing to be shown
    DeadLetterListCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    /// What is printed as JSON.
    private record Listed(List<Entry> deadLetters, Map<String, Long> reasons, long total) {}

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        if (limit < 1 || limit > MOST) {
            throw new Failure(ExitCode.WRONG_USAGE, "--limit is %d; it must be from 1 to %d".formatted(limit, MOST));
        }
        var wanted = filter.wanted(chosen(), InstantSource.system());
        var letters = new DeadLetterDesk(site).letters();
        var entries = letters.list(wanted, limit);
        var reasons = letters.reasons(wanted);
        var total = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (output.isJson()) {
            output.json(new Listed(entries, reasons, total));
        } else if (total > 0) {
            print(entries, reasons, output);
        }
        if (total == 0) {
            NotThere.tell(filter.more("no dead letter matches", site), check, site, output);
        } else if (total > entries.size()) {
            output.talk().printf("%d of %d are shown; --limit shows more%n", entries.size(), total);
        }
        return ExitCode.DONE;
    }

    private static void print(List<Entry> entries, Map<String, Long> reasons, Output output) {
        var table = new TextTable("ID", "BURIED", "STATUS", "REASON", "TYPE", "SUBJECT", "ATTEMPTS", "HOPS", "WAITING");
        for (var each : entries) {
            table.add(
                    each.id(),
                    each.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    each.status().name().toLowerCase(Locale.ROOT),
                    OutsideText.shown(each.reason()),
                    OutsideText.shown(each.type()),
                    OutsideText.shown(each.subject()),
                    Integer.toString(each.attempts()),
                    Integer.toString(each.hops()),
                    Long.toString(each.behind()));
        }
        table.print(output.data());
        output.data().println();
        var counts = new TextTable("COUNT", "REASON");
        reasons.forEach((reason, count) -> counts.add(Long.toString(count), OutsideText.shown(reason)));
        counts.print(output.data());
    }

    private Optional<Status> chosen() {
        if (status.equalsIgnoreCase(ALL)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Status.values())
                .filter(each -> each.name().equalsIgnoreCase(status))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.WRONG_USAGE,
                        "--status is '%s'; it must be open, redriven, discarded or all"
                                .formatted(OutsideText.escaped(status)))));
    }
}
