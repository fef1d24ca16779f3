package dev.orderly.compose.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A container engine, asked before anything relies on it: one that cannot pull would keep tests waiting for minutes.
record DockerEngine(List<String> command, List<String> images) {
    static final String KAFKA = "apache/kafka:4.3.1";
    static final String POSTGRES = "postgres:18";
    static final String NATS = "nats:2.12";
    // Testcontainers' own, which removes containers after a JVM that was killed.
    private static final String REAPER = "testcontainers/ryuk:0.14.0";
    private static final Duration LIMIT = Duration.ofSeconds(2);

    static DockerEngine of(Map<String, String> environment) {
        var images = new ArrayList<>(List.of(KAFKA, POSTGRES, NATS));
        if (!environment.getOrDefault("TESTCONTAINERS_RYUK_DISABLED", "").equals("true")) {
            images.add(REAPER);
        }
        return new DockerEngine(List.of("docker", "image", "inspect"), List.copyOf(images));
    }

    /// True if the engine answers in time and no image has to be pulled.
    boolean hasImages() {
        var line = new ArrayList<>(command);
        line.addAll(images);
        return Tool.run(Path.of("."), line, LIMIT).isPresent();
    }
}
