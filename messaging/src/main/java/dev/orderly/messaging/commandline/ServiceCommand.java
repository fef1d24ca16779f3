package dev.orderly.messaging.commandline;

import dev.orderly.messaging.service.settings.Settings;
import java.util.List;

/// A subcommand. A class that implements it names itself and its options by picocli's annotations.
public interface ServiceCommand {

    /// @throws Failure to end with a line for the user
    ExitCode run(Settings settings, Output output) throws Exception;

    /// What it is divided into, such as `list` of `dead-letters`. One that has any is not run itself.
    default List<ServiceCommand> subcommands() {
        return List.of();
    }

    /// Whether the log is the very output, as it is for a server.
    default boolean logsToStdout() {
        return false;
    }
}
