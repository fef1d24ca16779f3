package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A container engine, asked before anything relies on it: one that cannot pull would keep tests waiting for minutes.
/// `command` is that of its command line, `limit` how long an answer may take.
record DockerEngine(List<String> command, List<String> images, Duration limit) {
    static final String KAFKA = "apache/kafka:4.3.1";
    static final String POSTGRES = "postgres:18";
    static final String NATS = "nats:2.12";
    static final Duration LIMIT = Duration.ofSeconds(2);
    // Testcontainers' own, which it starts unless it is told not to.
    private static final String REAPER = "testcontainers/ryuk:0.14.0";

    static DockerEngine of(Map<String, String> environment) {
        var images = new ArrayList<>(List.of(KAFKA, POSTGRES, NATS));
        if (!Boolean.parseBoolean(environment.get("TESTCONTAINERS_RYUK_DISABLED"))) {
            images.add(REAPER);
        }
        return new DockerEngine(List.of("docker"), List.copyOf(images), LIMIT);
    }

    /// True if the engine answers in time and no image has to be pulled.
    boolean isReady() {
        return has(images);
    }

    /// Refuses the start if not, and says which of the two it is.
    void requireReady() {
        if (isReady()) {
            return;
        }
        if (answer("version").isEmpty()) {
            throw new CannotStart("INFRA=docker, but no Docker engine answers 'docker version' within "
                    + limit.toSeconds() + " s. Start it, or take INFRA=embedded");
        }
        var missing = images.stream().filter(image -> !has(List.of(image))).toList();
        if (!missing.isEmpty()) {
            throw new CannotStart("INFRA=docker, but the engine lacks " + String.join(" and ", missing)
                    + ". Run: docker pull " + String.join(" && docker pull ", missing) + "; or take INFRA=embedded");
        }
    }

    private boolean has(List<String> wanted) {
        return answer(Stream.concat(Stream.of("image", "inspect"), wanted.stream())
                        .toArray(String[]::new))
                .isPresent();
    }

    private Optional<String> answer(String... arguments) {
        var line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        return Tool.run(Path.of("."), line, limit);
    }
}
