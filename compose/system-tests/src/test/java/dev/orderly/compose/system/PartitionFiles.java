package dev.orderly.compose.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of one of Kafka's partitions, as they were once: put back, all that came later is lost.
final class PartitionFiles {
    private final SystemUnderTest system;
    private final Path live;
    private final Path copy;

    private PartitionFiles(SystemUnderTest system, String partition) {
        this.system = system;
        this.live = system.data.resolve("kafka").resolve(partition);
        this.copy = system.data.resolve("copy-of-" + partition);
    }

    /// Kafka is stopped meanwhile, so that they are whole.
    static PartitionFiles copied(SystemUnderTest system, String topic, int partition) {
        var files = new PartitionFiles(system, topic + "-" + partition);
        system.brokers.restartKafka(() -> replace(files.copy, files.live));
        return files;
    }

    /// All of them together.
    void putBack(PartitionFiles... others) {
        system.brokers.restartKafka(() -> {
            replace(live, copy);
            for (var other : others) {
                replace(other.live, other.copy);
            }
        });
    }

    private static void replace(Path target, Path source) {
        try {
            if (Files.exists(target)) {
                try (var old = Files.list(target)) {
                    for (var file : old.toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(target);
            try (var files = Files.list(source)) {
                for (var file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
