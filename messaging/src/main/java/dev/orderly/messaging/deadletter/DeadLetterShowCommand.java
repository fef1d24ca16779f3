package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dead-letters show`.
@Command(
        name = "show",
        description = "show one whole: what is wrong, what it holds, its history, and what waits behind it")
final class DeadLetterShowCommand extends SiteCommand {
    private static final int MOST_FOLLOWERS = 100;

    @Parameters(paramLabel = "ID", description = "topic:partition:offset, as list shows it")
    private String id = "";

    private final StartCheck check;

    /// @param check made where there is no such thing
    DeadLetterShowCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        var place = DeadLetterId.of(id);
        var letters = new DeadLetterDesk(site).letters();
        var found = place.in(letters);
        if (found.isEmpty()) {
            throw NotThere.missing(
                    "there is no dead letter %s; dead-letters list --status all shows those that there are"
                            .formatted(place),
                    check,
                    site,
                    output);
        }
        var row = found.get();
        var shown = new DeadLetterPortrait(
                letters.get(row), letters.history(row), letters.followers(row, MOST_FOLLOWERS), letters.behind(row));
        if (output.isJson()) {
            output.json(shown.json());
        } else {
            shown.print(output.data());
        }
        return ExitCode.DONE;
    }
}
