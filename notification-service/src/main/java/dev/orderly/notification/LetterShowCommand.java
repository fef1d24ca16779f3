package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `letters show`.
@Command(name = "show", description = "show one whole: where it stands, what it is filled with, and what can be done")
final class LetterShowCommand extends SiteCommand {
    @Parameters(paramLabel = "ID", description = "its notificationId, as list shows it")
    private String id = "";

    LetterShowCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var letter = new LetterRows(connection)
                    .find(id)
                    .orElseThrow(() -> new Failure(
                            ExitCode.FAILED,
                            "there is no letter %s; letters list --status all shows those that there are"
                                    .formatted(OutsideText.escaped(id))));
            var portrait = new LetterPortrait(letter);
            if (output.isJson()) {
                output.json(portrait.json());
            } else {
                portrait.print(output.data());
            }
        }
        return ExitCode.DONE;
    }
}
