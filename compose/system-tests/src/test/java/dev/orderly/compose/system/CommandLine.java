package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A service's commands.
record CommandLine(String service, Map<String, String> environment) {
    private static final int PATIENCE = 120;

    /// How a command ended, and what it wrote.
    record Ended(int code, String out, String err) {
        Ended done() {
            assertThat(code).as(() -> "exit code\n" + out + err).isZero();
            return this;
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /// Runs a command in this JVM, from the jar all the same: a tenth of what a JVM of its own costs.
    Ended run(String... arguments) {
        if (Fault.planted().isPresent()) {
            return runAlone(arguments);
        }
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code = LoadedService.of(service)
                .run(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Runs a command as an operator does, in a JVM of its own.
    Ended runAlone(String... arguments) {
        try {
            var process = begin(arguments);
            var err = new Reading(process.getErrorStream());
            var out = new Reading(process.getInputStream());
            assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                    .as(service + " " + String.join(" ", arguments) + " ends")
                    .isTrue();
            return new Ended(process.exitValue(), out.text(), err.text());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts a command in a JVM of its own; its output is to be read.
    Process begin(String... arguments) {
        var command = ServiceJar.of(service).command("-Xmx256m", List.of(arguments));
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reading {
        private final StringBuilder text = new StringBuilder();
        private final Thread thread;

        Reading(InputStream from) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    text.append(new String(from.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        String text() throws InterruptedException {
            thread.join();
            return text.toString();
        }
    }
}
