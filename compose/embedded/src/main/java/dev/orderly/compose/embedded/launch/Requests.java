package dev.orderly.compose.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a person asks of a service while it runs under the launcher: a file `NAME.stop` or `NAME.start` in the
/// run folder, which goes away when it is done. `compose/bin/orderly NAME stop|start` makes it and waits. What was
/// started and does not get ready has said why in `NAME.unready`.
record Requests(Path folder, String name) {
    boolean stop() {
        return Files.exists(file("stop"));
    }

    boolean start() {
        return Files.exists(file("start"));
    }

    /// How long ago the start was asked for.
    Duration sinceRequest() {
        try {
            return Duration.between(Files.getLastModifiedTime(file("start")).toInstant(), Instant.now());
        } catch (IOException _) {
            return Duration.ZERO; // whoever asked has gone
        }
    }

    void stopped() {
        remove("stop");
    }

    void started() {
        remove("start");
    }

    void startedUnready(List<String> why) {
        try {
            Files.write(file("unready"), why);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started();
    }

    /// Those of an earlier run are void.
    void clear() {
        stopped();
        started();
        remove("unready");
    }

    private void remove(String verb) {
        try {
            Files.deleteIfExists(file(verb));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String verb) {
        return folder.resolve(name + "." + verb);
    }
}
