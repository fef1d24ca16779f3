package dev.orderly.compose.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The JVM's ahead-of-time cache of a service: its classes ready to use, and which of its methods are hot, so that
/// it starts sooner. Made by a run under load; without it all works, slower at first.
final class FastStart {
    private FastStart() {}

    /// The JVM's flags that use it, if it is there and of this jar. The JVM would warn on stdout of what it left out.
    static List<String> flags(Path jar) {
        var file = file(jar);
        return isOf(jar, file) ? List.of("-XX:AOTCache=" + file, "-Xlog:disable") : List.of();
    }

    /// The flags with which a run makes it, as it ends. With the full compiler: what a cache saw compiled by the first
    /// alone stays with the first, whatever later runs ask for.
    static List<String> making(Path jar) {
        return List.of("-XX:AOTCacheOutput=" + file(jar), "-XX:TieredStopAtLevel=4", "-Xlog:disable");
    }

    private static boolean isOf(Path jar, Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replace(".jar", ".aot"));
    }
}
