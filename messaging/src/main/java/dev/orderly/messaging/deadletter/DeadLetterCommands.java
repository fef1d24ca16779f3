package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.service.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;

/// `dead-letters`: looks at what could not be handled, hands it over again, or leaves it out.
@Command(name = "dead-letters", description = "list, show, redrive or discard what could not be handled")
public final class DeadLetterCommands implements ServiceCommand {
    private final Site.Finder finder;
    private final StartCheck check;

    public DeadLetterCommands(Site.Finder finder) {
        this(finder, StartCheck.AGREEMENT);
    }

    /// @param check made before anything is decided
    DeadLetterCommands(Site.Finder finder, StartCheck check) {
        this.finder = finder;
        this.check = check;
    }

    @Override
    public List<ServiceCommand> subcommands() {
        return List.of(
                new DeadLetterListCommand(finder, check),
                new DeadLetterShowCommand(finder, check),
                new RedriveCommand(finder, check),
                new DiscardCommand(finder, check));
    }

    @Override
    public ExitCode run(Settings settings, Output output) {
        throw new IllegalStateException("one of its subcommands is run");
    }
}
