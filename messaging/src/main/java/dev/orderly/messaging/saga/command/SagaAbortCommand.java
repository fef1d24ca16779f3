package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.operator.OperatorLine;
import dev.orderly.messaging.operator.Ruling;
import dev.orderly.messaging.operator.Ruling.Result;
import dev.orderly.messaging.operator.RulingCommand;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.saga.SagaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sagas abort`.
@Command(
        name = "abort",
        description = "turn one back, as its user's cancel does; not behind the step that cannot be undone")
final class SagaAbortCommand extends RulingCommand {
    private static final int LONGEST = 500;

    /// What facts may carry.
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    @Parameters(paramLabel = "ID", description = "the id of what the saga is about, as list shows it")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for all who read of it")
    private String reason = "aborted by an operator";

    SagaAbortCommand(Site.Finder finder, StartCheck check) {
        super(finder, check);
    }

    @Override
    protected Words words() {
        return new Words("sagas", "turned back");
    }

    @Override
    protected List<String> meant(Connection connection) {
        if (reason.length() > LONGEST || CONTROL.matcher(reason).find()) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--reason must be one line of at most %d characters, without control characters"
                            .formatted(LONGEST));
        }
        return List.of(id);
    }

    @Override
    protected Ruling rule(Site site, Connection connection, OperatorLine line, String sagaId, boolean isExecuted)
            throws SQLException {
        var saga = new SagaRows(connection).find(sagaId);
        if (saga.isEmpty()) {
            return new Ruling(sagaId, Result.IMPOSSIBLE, "there is no saga of this id");
        }
        var instead = saga.get().isOpen()
                ? "; sagas retry %s asks again for what it awaits".formatted(sagaId)
                : ": there is nothing left to turn back";
        return switch (line.take(site.steering().aborted(saga.get(), reason, Instant.now()))) {
            case Outcome.Handled(var emitted, var _) ->
                new Ruling(
                        sagaId,
                        isExecuted ? Result.DONE : Result.POSSIBLE,
                        "%s: %s".formatted(isExecuted ? "turned back" : "turns back", OperatorLine.told(emitted)));
            case Outcome other -> new Ruling(sagaId, Result.IMPOSSIBLE, OperatorLine.why(other) + instead);
        };
    }
}
