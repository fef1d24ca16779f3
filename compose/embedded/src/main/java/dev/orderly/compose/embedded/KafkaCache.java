package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The JVM's ahead-of-time cache for Kafka's class path: the broker starts in two thirds of the time, its console tools
/// in less than half. Made once after a build, by one run of the broker; without it all works, slower.
final class KafkaCache {
    // The cache is written while the trained JVM ends.
    private static final Duration WRITING = Duration.ofMinutes(2);

    private KafkaCache() {}

    static void main(String[] args) throws IOException {
        var file = file();
        try (var data = DataFolder.disposable(Files.createTempDirectory("orderly-kafka-"))) {
            KafkaNode.start(data, Ports.free(), List.of("-XX:AOTCacheOutput=" + file, "-Xlog:disable"), WRITING)
                    .stop();
        }
    }

    /// The JVM's flags that use it, if it was made. It would warn on stdout of what it has to leave out.
    static List<String> flags() {
        var file = file();
        return Files.isRegularFile(file) ? List.of("-XX:AOTCache=" + file, "-Xlog:disable") : List.of();
    }

    private static Path file() {
        return Checkout.path("compose/kafka/target/kafka.aot");
    }
}
