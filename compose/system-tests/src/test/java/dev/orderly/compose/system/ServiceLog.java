package dev.orderly.compose.system;

import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What an instance printed, all its starts together; kept as `target/logs/INSTANCE.log` for whoever looks for a cause.
final class ServiceLog implements Consumer<String> {
    private static final int TAIL = 40;
    private static final Duration CALM = Duration.ofMillis(1_100);

    private final List<String> lines = new ArrayList<>();
    private final PrintWriter file;
    private int mark;
    private long last = System.nanoTime();

    ServiceLog(String instance) {
        try {
            var folder = Files.createDirectories(Checkout.path("compose/system-tests/target/logs"));
            var path = Files.createTempFile(folder, instance + "-", ".log");
            file = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void accept(String line) {
        lines.add(line);
        last = System.nanoTime();
        file.println(line);
    }

    /// Past 200 lines a second a service sums up; whoever looks for the line of one message waits here first.
    void awaitCalm() {
        await("a calm log").until(this::isCalm);
    }

    private synchronized boolean isCalm() {
        return System.nanoTime() - last > CALM.toNanos();
    }

    /// What comes from here on is what [#lines()] shows.
    synchronized void mark() {
        mark = lines.size();
    }

    /// Since the last mark; every start sets one.
    synchronized List<String> lines() {
        return List.copyOf(lines.subList(mark, lines.size()));
    }

    boolean says(String... words) {
        return lines().stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains));
    }

    String tail() {
        var all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
    }
}
