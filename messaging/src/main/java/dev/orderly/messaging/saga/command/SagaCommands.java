package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.service.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;

/// `sagas`: looks at sagas, has their questions asked again, or turns them back.
@Command(name = "sagas", description = "list, show, retry or abort sagas")
public final class SagaCommands implements ServiceCommand {
    private final Site.Finder finder;
    private final StartCheck check;

    public SagaCommands(Site.Finder finder) {
        this(finder, StartCheck.AGREEMENT);
    }

    /// @param check made before anything is decided
    SagaCommands(Site.Finder finder, StartCheck check) {
        this.finder = finder;
        this.check = check;
    }

    @Override
    public List<ServiceCommand> subcommands() {
        return List.of(
                new SagaListCommand(finder, check),
                new SagaShowCommand(finder, check),
                new SagaRetryCommand(finder, check),
                new SagaAbortCommand(finder, check));
    }

    @Override
    public ExitCode run(Settings settings, Output output) {
        throw new IllegalStateException("one of its subcommands is run");
    }
}
