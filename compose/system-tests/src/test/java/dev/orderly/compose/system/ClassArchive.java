package dev.orderly.compose.system;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The JVM's archive of a service's classes, with which the many starts of these tests take half the time. A run that
/// no test looks at writes it as it ends; without it all works, slower. The JVM itself refuses it for other jars.
final class ClassArchive {
    private final Path jar;
    private final Path file;

    ClassArchive(String service, Path jar) {
        this.jar = jar;
        this.file = Checkout.path("compose/system-tests/target/" + service + ".jsa");
    }

    /// The JVM's flags that use it, if it was made. It would warn on stdout of what it left out.
    List<String> flags() {
        return isMade() ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable") : List.of();
    }

    /// The flags with which a run makes it, beside its place: what a run that was killed has left half done crashes
    /// others, and two may make one at once.
    List<String> making() {
        return List.of("-XX:ArchiveClassesAtExit=" + fresh(), "-Xlog:disable");
    }

    /// Puts in place what such a run has made.
    void keep() {
        try {
            if (Files.isRegularFile(fresh())) {
                Files.move(fresh(), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fresh() {
        return file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
    }

    /// True if it is there and no older than what it was made of.
    boolean isMade() {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var libraries = Files.list(jar.resolveSibling("lib"))) {
            var made = Files.getLastModifiedTime(file);
            for (var part : Stream.concat(Stream.of(jar), libraries).toList()) {
                if (Files.getLastModifiedTime(part).compareTo(made) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
