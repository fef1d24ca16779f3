package dev.orderly.compose.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every letter that the mail sink took.
final class Mailbox {
    private final Path folder;
    private final Map<Path, Letter> read = new TreeMap<>();

    Mailbox(Path folder) {
        this.folder = folder;
    }

    /// As they came.
    synchronized List<Letter> letters() {
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".eml"))
                    .forEach(file -> read.computeIfAbsent(file, Mailbox::letter));
            return List.copyOf(read.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Letter> to(String address) {
        return letters().stream().filter(letter -> letter.isTo(address)).toList();
    }

    private static Letter letter(Path file) {
        try {
            return Letter.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
