package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/// Sends signals to processes, and runs what does the same to containers.
final class Signals {
    private Signals() {}

    static void send(String name, long pid) {
        run("kill", "-s", name, Long.toString(pid));
    }

    /// A command that must succeed.
    static void run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
