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
import dev.orderly.messaging.saga.SagaRows.Wanted;
import dev.orderly.messaging.saga.SagaState.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sagas retry`.
@Command(
        name = "retry",
        description = "ask again now what they await; one that is stuck goes on. Asking again is always safe")
final class SagaRetryCommand extends RulingCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "the id of what a saga is about, as list shows it")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--stuck", description = "all that are stuck")
    private boolean isStuck;

    SagaRetryCommand(Site.Finder finder, StartCheck check) {
        super(finder, check);
    }

    @Override
    protected Words words() {
        return new Words("sagas", "asked again");
    }

    @Override
    protected List<String> meant(Connection connection) throws SQLException {
        if (ids.isEmpty() != isStuck) {
            throw new Failure(ExitCode.WRONG_USAGE, "say which: either ids, as sagas list shows them, or --stuck");
        }
        return isStuck
                ? new SagaRows(connection).ids(new Wanted(Set.of(Status.STUCK), "", Optional.empty()))
                : List.copyOf(ids);
    }

    @Override
    protected Ruling rule(Site site, Connection connection, OperatorLine line, String id, boolean isExecuted)
            throws SQLException {
        var found = new SagaRows(connection).find(id);
        if (found.isEmpty()) {
            return new Ruling(id, Result.IMPOSSIBLE, "there is no saga of this id");
        }
        if (!found.get().isOpen()) {
            return new Ruling(
                    id,
                    Result.IMPOSSIBLE,
                    "it has ended, %s: there is nothing to ask"
                            .formatted(found.get().status()));
        }
        return switch (line.take(site.steering().retried(found.get(), Instant.now()))) {
            case Outcome.Handled(var emitted, var _) ->
                new Ruling(
                        id,
                        isExecuted ? Result.DONE : Result.POSSIBLE,
                        "%s %s at %s"
                                .formatted(
                                        isExecuted ? "asked again:" : "asks again:",
                                        OperatorLine.told(emitted),
                                        found.get().step()));
            case Outcome other -> new Ruling(id, Result.IMPOSSIBLE, OperatorLine.why(other));
        };
    }
}
