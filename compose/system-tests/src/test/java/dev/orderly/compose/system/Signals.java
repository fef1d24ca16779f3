package dev.orderly.compose.system;

import java.io.IOException;

/// Sends signals to processes.
final class Signals {
    private Signals() {}

    static void send(String name, long pid) {
        try {
            var code = new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -s " + name + " " + pid + ": " + code);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
