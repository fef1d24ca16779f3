package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.service.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;

/// `letters`: looks at letters, or has some sent again.
@Command(name = "letters", description = "list, show or resend letters")
final class LetterCommands implements ServiceCommand {
    private final Site.Finder finder;
    private final StartCheck check;

    LetterCommands(Site.Finder finder) {
        this(finder, StartCheck.AGREEMENT);
    }

    /// @param check made before anything is decided
    LetterCommands(Site.Finder finder, StartCheck check) {
        this.finder = finder;
        this.check = check;
    }

    @Override
    public List<ServiceCommand> subcommands() {
        return List.of(
                new LetterListCommand(finder, check),
                new LetterShowCommand(finder, check),
                new LetterResendCommand(finder, check));
    }

    @Override
    public ExitCode run(Settings settings, Output output) {
        throw new IllegalStateException("one of its subcommands is run");
    }
}
