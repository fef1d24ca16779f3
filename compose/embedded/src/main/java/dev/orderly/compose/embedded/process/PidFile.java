package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One line in the run folder, `PID START-MILLIS SIGNAL`: a process that must not outlive its run, and the signal that
/// ends it well. The start time tells it from a later process that was given the same pid.
record PidFile(Path file) {
    private static final String SUFFIX = ".pid";
    // A process's start is counted from the boot, whose own time moves a little when the clock is set.
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    static PidFile of(Path folder, String name) {
        return new PidFile(folder.resolve(name + SUFFIX));
    }

    static boolean isOne(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    void write(ProcessHandle process, String signal) {
        var started = process.info().startInstant().orElse(Instant.EPOCH);
        var partial = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(partial, process.pid() + " " + started.toEpochMilli() + " " + signal + "\n");
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
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

    /// The process, if it is alive still.
    Optional<ProcessHandle> living() {
        var fields = fields();
        if (fields.length != 3) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(fields[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, Instant.ofEpochMilli(Long.parseLong(fields[1]))));
    }

    /// Ends the process, first kindly, then for certain; true if there was one.
    boolean stop(Duration patience) {
        var process = living();
        process.ifPresent(living -> end(living, patience));
        delete();
        return process.isPresent();
    }

    private void end(ProcessHandle process, Duration patience) {
        try {
            new ProcessBuilder("kill", "-s", fields()[2], Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            process.destroyForcibly();
            process.onExit()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> process)
                    .join();
        }
    }

    private String[] fields() {
        try {
            return Files.readString(file).trim().split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant time) {
        return process.info()
                .startInstant()
                .map(started -> Duration.between(started, time).abs().compareTo(CLOCK_SLACK) <= 0)
                .orElse(true);
    }
}
