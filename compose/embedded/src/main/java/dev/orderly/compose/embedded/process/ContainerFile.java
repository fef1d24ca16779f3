package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One line in the run folder, a name: a container that must not outlive its run.
record ContainerFile(Path file) {
    private static final String SUFFIX = ".container";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static ContainerFile of(Path folder, String part) {
        return new ContainerFile(folder.resolve(part + SUFFIX));
    }

    static boolean isOne(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    void write(String container) {
        try {
            Files.writeString(file, container + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends and removes the container, first kindly, then for certain; true if there was one that ran.
    boolean stop() {
        try {
            var container = Files.readString(file).trim();
            var ran = docker("stop", container);
            docker("rm", "--force", "--volumes", container);
            delete();
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // no docker here any more, so no container either
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
