package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.operator.TextTable;
import dev.orderly.messaging.telemetry.OutsideText;
import dev.orderly.notification.Letter.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `letters list`.
@Command(
        name = "list",
        description = "list those that were not sent, the newest last, and how many there are by status")
final class LetterListCommand extends SiteCommand {
    private static final int MOST = 10_000;

    @Mixin
    private LetterFilter filter = new LetterFilter();

    @Option(names = "--limit", paramLabel = "N", description = "show at most so many, 100 by default")
    private int limit = 100;

    private final StartCheck check;

    /// @param check made where there is nothing to be shown
    LetterListCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    /// What is printed as JSON.
    private record Listed(List<Map<String, Object>> letters, Map<Status, Long> statuses, long total) {}

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        if (limit < 1 || limit > MOST) {
            throw new Failure(ExitCode.WRONG_USAGE, "--limit is %d; it must be from 1 to %d".formatted(limit, MOST));
        }
        var wanted = filter.wanted(LetterFilter.unsent());
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var rows = new LetterRows(connection);
            var letters = rows.list(wanted, limit);
            var counts = rows.counts(wanted);
            var total = counts.values().stream().mapToLong(Long::longValue).sum();
            if (output.isJson()) {
                output.json(
                        new Listed(letters.stream().map(LetterPortrait::line).toList(), counts, total));
            } else if (total > 0) {
                print(letters, counts, output);
            }
            if (total == 0) {
                NotThere.tell("no letter matches", check, site, output);
            } else if (total > letters.size()) {
                output.talk().printf("the newest %d of %d are shown; --limit shows more%n", letters.size(), total);
            }
        }
        return ExitCode.DONE;
    }

    private static void print(List<Letter> letters, Map<Status, Long> counts, Output output) {
        var table =
                new TextTable("ID", "STATUS", "TEMPLATE", "USER", "ORDER", "REQUESTED", "CHANGED", "ATTEMPT", "REASON");
        for (var each : letters) {
            table.add(
                    OutsideText.shown(each.notificationId()),
                    each.status().name(),
                    each.template().toString(),
                    OutsideText.shown(each.userId()),
                    OutsideText.shown(each.orderId().orElse("-")),
                    shown(each.requestedAt()),
                    shown(each.changedAt()),
                    Integer.toString(each.attempt()),
                    OutsideText.shown(each.reason()));
        }
        table.print(output.data());
        output.data().println();
        var statuses = new TextTable("COUNT", "STATUS");
        counts.forEach((status, count) -> statuses.add(Long.toString(count), status.name()));
        statuses.print(output.data());
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
