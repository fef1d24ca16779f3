package dev.orderly.compose.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The system, started as `make run` starts it, on its own ports and fresh data; the mail sink forgets what it takes.
final class RunningSystem implements AutoCloseable {
    private static final int OFFSET = 4_000;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(7);

    private static final Map<String, Integer> HTTP =
            Map.of("user-events", 8081, "order-service", 8082, "notification-service", 8083);

    private final Path data;
    private final Path log;
    private final Process process;
    private final Duration startToReady;

    private RunningSystem(Path data, Path log, Process process, Duration startToReady) {
        this.data = data;
        this.log = log;
        this.process = process;
        this.startToReady = startToReady;
    }

    /// @param launcher the class path on which `make run` runs
    /// @param settings for the launcher's environment
    static RunningSystem start(String launcher, Map<String, String> settings) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("orderly-bench");
        var log = Files.createTempFile("orderly-bench", ".log");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                launcher,
                "dev.orderly.compose.embedded.launch.Launcher");
        builder.environment().put("ORDERLY_DATA", data.toString());
        builder.environment().put("PORT_OFFSET", Integer.toString(OFFSET));
        builder.environment().put("MAIL_SINK", "forget");
        builder.environment().put("INFRA", "embedded");
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        var begun = System.nanoTime();
        var process = builder.start();
        while (!Files.readString(log).contains("Ready after")) {
            if (!process.isAlive() || System.nanoTime() - begun > START.toNanos()) {
                process.destroy();
                throw new IllegalStateException("the system did not start; its log: " + log);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new RunningSystem(data, log, process, Duration.ofNanos(System.nanoTime() - begun));
    }

    Duration startToReady() {
        return startToReady;
    }

    String kafka() {
        return "127.0.0.1:" + (9092 + OFFSET);
    }

    /// The database of a service, for looking at by indexes: a look that walks over a table would take part in
    /// what is measured.
    String database(String service) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%3$s&options=-c%%20enable_seqscan=off"
                .formatted(5432 + OFFSET, service.replace('-', '_'), service);
    }

    /// Until a service is ready, or, without, says that it is not.
    void await(String service, boolean isReady) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/health/ready".formatted(HTTP.getOrDefault(service, 0) + OFFSET)))
                .build();
        var begun = System.nanoTime();
        while (status(request) != (isReady ? 200 : 503)) {
            if (System.nanoTime() - begun > START.toNanos()) {
                throw new IllegalStateException("%s is not %s".formatted(service, isReady ? "ready" : "waiting"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static int status(HttpRequest request) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /// Where the system keeps all that it has, and says where its parts are.
    Path data() {
        return data;
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (var files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
