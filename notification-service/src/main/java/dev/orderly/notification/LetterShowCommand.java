package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `letters show`.
@Command(name = "show", description = "show one whole: where it stands, what it is filled with, and what can be done")
final class LetterShowCommand extends SiteCommand {
    @Parameters(paramLabel = "ID", description = "its notificationId, as list shows it")
    private String id = "";

    private final StartCheck check;

    /// @param check made where there is no such thing
    LetterShowCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var letter = new LetterRows(connection).find(id);
            if (letter.isEmpty()) {
                throw NotThere.missing(
                        "there is no letter %s; letters list --status all shows those that there are"
                                .formatted(OutsideText.escaped(id)),
                        check,
                        site,
                        output);
            }
            var portrait = new LetterPortrait(letter.get());
            if (output.isJson()) {
                output.json(portrait.json());
            } else {
                portrait.print(output.data());
            }
        }
        return ExitCode.DONE;
    }
}
