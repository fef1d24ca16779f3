package dev.orderly.compose.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A command of the machine that is run to its end for what it prints.
final class Tool {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Tool() {}

    /// What it printed; empty if it is not there, failed, or was not done after minutes.
    static Optional<String> run(String... command) {
        return run(Path.of("."), List.of(command), LIMIT);
    }

    /// The same in a folder.
    static Optional<String> run(Path folder, List<String> command) {
        return run(folder, command, LIMIT);
    }

    /// The same with a limit of one's own.
    static Optional<String> run(Path folder, List<String> command, Duration limit) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            Thread.ofPlatform().daemon().start(() -> endAfter(limit, process));
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void endAfter(Duration limit, Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
