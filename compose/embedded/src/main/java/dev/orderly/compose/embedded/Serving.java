package dev.orderly.compose.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/// Waits until what is in a container serves, and no longer than the container lives. Asks from outside: some images
/// have no shell.
final class Serving extends AbstractWaitStrategy {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;
    private static final Pattern TROUBLE = Pattern.compile("FATAL|ERROR|[Ee]rror:|Exception");

    private final BooleanSupplier serves;
    private final Supplier<String> log;

    Serving(BooleanSupplier serves, Supplier<String> log) {
        this.serves = serves;
        this.log = log;
    }

    @Override
    protected void waitUntilReady() {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!serves.getAsBoolean()) {
                if (!waitStrategyTarget.isRunning()) {
                    throw new ContainerLaunchException("it ended: " + lastWord(log.get()));
                }
                if (System.nanoTime() > deadline) {
                    throw new ContainerLaunchException(
                            "it did not serve within " + LIMIT.toSeconds() + " s: " + lastWord(log.get()));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerLaunchException("interrupted", e);
        }
    }

    /// The last line about trouble, or else the last line.
    static String lastWord(String log) {
        var lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> TROUBLE.matcher(line).find())
                .reduce((_, later) -> later)
                .or(() -> lines.stream().reduce((_, later) -> later))
                .map(String::strip)
                .orElse("it said nothing");
    }
}
