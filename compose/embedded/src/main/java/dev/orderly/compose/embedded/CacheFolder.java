package dev.orderly.compose.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The user's cache folder: what is fetched or unpacked once, for every checkout.
final class CacheFolder {
    private CacheFolder() {}

    /// The folder for this kind of thing, made if it is missing.
    static Path of(String name) {
        var base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        try {
            return Files.createDirectories(base.resolve("orderly").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
