package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A folder for the data of one test JVM: in memory where there is enough of it, and gone when that JVM is.
final class TestData {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 2L << 30;
    private static final String PREFIX = "orderly-test-";
    // A younger one may be another JVM's that has not locked it yet.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private TestData() {}

    /// Opens a new one, and removes what JVMs left that were killed together with their guardians.
    static DataFolder open() {
        try {
            var parent = parent();
            leftIn(parent).forEach(TestData::remove);
            return DataFolder.disposable(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path parent() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static List<Path> leftIn(Path parent) throws IOException {
        var young = Instant.now().minus(YOUNG);
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            var left = new ArrayList<Path>();
            for (var folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(young)) {
                    left.add(folder);
                }
            }
            return left;
        }
    }

    private static void remove(Path folder) {
        try {
            DataFolder.disposable(folder).close();
        } catch (CannotStart e) {
            // its JVM lives, or it is another user's
        }
    }
}
