package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Infra;
import dev.orderly.compose.embedded.Ports;
import dev.orderly.compose.embedded.process.JavaRuntime;
import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A launcher in a JVM of its own, and what it printed.
final class LauncherProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LauncherProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::read);
    }

    static LauncherProcess start(Infra infra, Path data, int offset, Path jar, Map<String, String> settings)
            throws IOException {
        // One carrier: the launcher hung once when its children's pipes held them all.
        var command = JavaRuntime.command(
                "-Xmx128m",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeLauncher.class.getName(),
                jar.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "ORDERLY_DATA",
                        data.toString(),
                        "PORT_OFFSET",
                        Integer.toString(offset),
                        "INFRA",
                        infra.toString()));
        builder.environment().putAll(settings);
        return new LauncherProcess(builder.start());
    }

    /// An offset at which every port of the stack is free.
    static int freeOffset() {
        return ThreadLocalRandom.current()
                .ints(3_000, 20_000)
                .filter(offset -> Ports.shiftedBy(offset).all().stream().allMatch(Port::isFree))
                .filter(offset ->
                        List.of(8081, 8082, 9081).stream().allMatch(port -> new Port("", port + offset).isFree()))
                .findFirst()
                .orElseThrow();
    }

    LauncherProcess awaitLine(String part) {
        return awaitLines(part, 1);
    }

    LauncherProcess awaitLines(String part, int times) {
        await().atMost(LIMIT).untilAsserted(() -> {
            var soFar = List.copyOf(lines); // a view of the last lines would break as another comes
            assertThat(soFar)
                    .filteredOn(line -> line.contains(part))
                    .as("lines with '%s' in %s", part, soFar.subList(Math.max(0, soFar.size() - 20), soFar.size()))
                    .hasSizeGreaterThanOrEqualTo(times);
        });
        return this;
    }

    List<String> lines() {
        return lines;
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        return process.exitValue();
    }

    void terminate() {
        process.toHandle().destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString());
        }
    }
}
