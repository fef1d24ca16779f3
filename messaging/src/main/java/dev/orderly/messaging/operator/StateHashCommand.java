package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `state-hash`.
@Command(
        name = "state-hash",
        description = "print 64 hex digits over all that the service knows, to compare before and after")
public final class StateHashCommand extends SiteCommand {
    @Option(names = "--rows", description = "print the lines that the digits are the SHA-256 of, instead")
    private boolean isOfRows;

    public StateHashCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        var result = StateHash.of(site.database().source(), site.tables(), line -> {
            if (isOfRows) {
                output.data().println(line);
            }
        });
        if (output.isJson() && !isOfRows) {
            output.json(result);
        } else if (!isOfRows) {
            output.data().println(result.hash());
        }
        output.talk()
                .println(
                        result.rows() > 0
                                ? Counts.told(result.rows(), "row")
                                : "0 rows: %s knows nothing; if it should, see %1$s doctor".formatted(site.service()));
        return ExitCode.DONE;
    }
}
