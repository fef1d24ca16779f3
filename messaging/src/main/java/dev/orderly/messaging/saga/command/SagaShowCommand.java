package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.saga.SagaRows;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.SQLException;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sagas show`.
@Command(
        name = "show",
        description = "show one whole: where it stands, what it waits for, its timeline, what can be done")
final class SagaShowCommand extends SiteCommand {
    @Parameters(paramLabel = "ID", description = "the id of what the saga is about, as list shows it")
    private String id = "";

    private final StartCheck check;

    /// @param check made where there is no such thing
    SagaShowCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    @Override
    public ExitCode run(Site site, Output output) throws SQLException {
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var found = new SagaRows(connection).find(id);
            if (found.isEmpty()) {
                throw NotThere.missing(
                        "there is no saga of %s; sagas list --status all shows those that there are"
                                .formatted(OutsideText.escaped(id)),
                        check,
                        site,
                        output);
            }
            var saga = found.get();
            var steering = site.steering();
            var portrait = new SagaPortrait(
                    site.service(),
                    saga,
                    steering.coordinator().outlook(saga),
                    steering.portrait().of(connection, id),
                    Instant.now());
            if (output.isJson()) {
                output.json(portrait.json());
            } else {
                portrait.print(output.data());
            }
        }
        return ExitCode.DONE;
    }
}
