package dev.orderly.compose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands of the services, each as its user types it: a process of its own, from its start to its end.
final class ServiceCommands {
    private static final Path ORDERLY = Path.of("compose", "bin", "orderly");

    private final RunningSystem system;

    ServiceCommands(RunningSystem system) {
        this.system = system;
    }

    /// What it wrote to stdout, and how long it took.
    record Ended(String data, double seconds) {}

    /// @throws IllegalStateException if it did not end with exit code 0
    Ended run(String... arguments) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var running = begin(arguments);
        var exit = running.process().waitFor();
        var seconds = (System.nanoTime() - begun) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException("orderly %s ended with %d: %s"
                    .formatted(List.of(arguments), exit, Files.readString(running.talk())));
        }
        return new Ended(Files.readString(running.data()), seconds);
    }

    /// One that goes on, and where its words go.
    record Running(Process process, Path data, Path talk) {}

    Running begin(String... arguments) throws IOException {
        var words = new ArrayList<String>();
        words.add(ORDERLY.toString());
        words.addAll(List.of(arguments));
        var data = Files.createTempFile("orderly-bench", ".out");
        var talk = Files.createTempFile("orderly-bench", ".err");
        var builder = new ProcessBuilder(words).redirectOutput(data.toFile()).redirectError(talk.toFile());
        builder.environment().put("ORDERLY_DATA", system.data().toString());
        return new Running(builder.start(), data, talk);
    }
}
