package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A running child process. It is in a session of its own, so that a Ctrl-C at the terminal reaches us alone
/// and we stop our children in order; its pid is in the run folder, so that it ends even if we are killed.
public final class Child {
    private final Process process;
    private final PidFile pidFile;

    private Child(Process process, PidFile pidFile) {
        this.process = process;
        this.pidFile = pidFile;
    }

    static Child start(
            Path runFolder,
            String name,
            List<String> command,
            Map<String, String> environment,
            Consumer<String> lines) {
        var builder = new ProcessBuilder(inOwnSession(command)).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var pidFile = PidFile.of(runFolder, name);
            pidFile.write(process.toHandle(), "TERM");
            // Reading a pipe holds a virtual thread's carrier, and two children would hold all that two cores have.
            Thread.ofPlatform().daemon().name(name + "-output").start(() -> pump(process, lines));
            return new Child(process, pidFile);
        } catch (IOException e) {
            throw new CannotStart(name + " cannot be run: " + e.getMessage(), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// True as soon as it has ended, false after `time`.
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits for its end. 128 + n is the end by signal n, as shells have it.
    public int exitCode() throws InterruptedException {
        var code = process.waitFor();
        pidFile.delete();
        return code;
    }

    /// SIGTERM, and SIGKILL when it takes longer than `patience`.
    public void stop(Duration patience) {
        process.toHandle().destroy(); // Process.destroy would close its output, and its last words would be lost
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        pidFile.delete();
    }

    static List<String> inOwnSession(List<String> command) {
        var line = new ArrayList<String>();
        if (isOnPath("setsid")) {
            line.add("setsid");
        } else if (isOnPath("perl")) { // macOS has no setsid command
            line.addAll(List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV", "--"));
        }
        line.addAll(command);
        return line;
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static void pump(Process process, Consumer<String> lines) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines);
        } catch (IOException | UncheckedIOException e) {
            // the stream closes under us when the process is killed
        }
    }
}
