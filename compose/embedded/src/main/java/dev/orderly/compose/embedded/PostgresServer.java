package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// PostgreSQL from the binaries that come as a Maven artifact. Safe settings, whatever the artifact's own defaults.
final class PostgresServer {
    /// How text is sorted: the same wherever it runs.
    static final String LOCALE = "C.UTF-8";

    /// What it is told wherever it runs.
    static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "300",
            "shared_buffers", "1GB",
            "io_method", "sync",
            "max_wal_size", "2GB");

    /// The signal by which clients are disconnected. SIGTERM would wait for them.
    static final String FAST_SHUTDOWN = "INT";

    private static final Duration START = Duration.ofSeconds(30);
    private static final String NAME = "postgres";
    private static final String MAJOR = "18";
    private static final String MEND = ". Move it away, or remove all data with: make clean-data";

    private PostgresServer() {}

    /// Starts it on the folder's data, which is made if it is new, and waits until it serves.
    static Part start(DataFolder data, Ports ports) {
        var folder = data.resolve(NAME);
        refuseForeign(folder);
        stopOrphan(data, folder);
        var log = data.log(NAME);
        try {
            var server = builder(folder, ports, log).start();
            postmaster(folder).ifPresent(process -> data.adopt(NAME, process, FAST_SHUTDOWN));
            return () -> stop(server, data);
        } catch (IOException | RuntimeException e) {
            stopOrphan(data, folder);
            throw new CannotStart(
                    "PostgreSQL did not start: " + lastLine(log).orElse(String.valueOf(e.getMessage()))
                            + ". Its log is " + log + "; its data, " + folder,
                    e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path folder, Ports ports, Path log) {
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(CacheFolder.of("postgres").toFile())
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setPort(ports.postgres().number())
                .setLocaleConfig("locale", LOCALE)
                .setErrorRedirector(output)
                .setOutputRedirector(output)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "");
        SETTINGS.forEach(builder::setServerConfig);
        return builder;
    }

    private static void stop(EmbeddedPostgres server, DataFolder data) {
        try {
            server.close();
            data.release(NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server may be left on this folder that no pid file tells of: the run was killed while it started.
    private static void stopOrphan(DataFolder data, Path folder) {
        postmaster(folder).ifPresent(process -> {
            data.adopt(NAME, process, FAST_SHUTDOWN);
            data.stop(NAME);
        });
    }

    private static Optional<ProcessHandle> postmaster(Path folder) {
        try (var lines = Files.lines(folder.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.trim())))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void refuseForeign(Path folder) {
        try {
            if (!Files.isDirectory(folder) || isEmpty(folder)) {
                return;
            }
            var version = Files.readString(folder.resolve("PG_VERSION")).trim();
            if (!version.equals(MAJOR)) {
                throw new CannotStart(folder + " is of PostgreSQL " + version + ", this is " + MAJOR + MEND);
            }
        } catch (IOException e) {
            throw new CannotStart(folder + " is not PostgreSQL's data, or it is broken" + MEND, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Optional<String> lastLine(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("FATAL") || line.contains("error:"))
                    .reduce((first, second) -> second);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
