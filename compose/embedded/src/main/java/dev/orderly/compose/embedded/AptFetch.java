package dev.orderly.compose.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Fetches one program out of a Debian package, with apt's signature checks but none of its effects on the
/// machine: lists, cache and status are in a folder of their own, and nothing is installed. Needs no root.
final class AptFetch {
    private AptFetch() {}

    /// Puts nats-server at `target`; empty where apt, a mirror or the package is missing.
    static Optional<Path> fetch(Path target) {
        var source = AptSource.ofThisMachine();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            var work = Files.createTempDirectory(target.getParent(), "apt");
            try {
                return fetch(source.get(), work).map(program -> moved(program, target));
            } finally {
                remove(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> fetch(AptSource source, Path work) throws IOException {
        for (var folder : List.of("lists/partial", "cache/archives/partial", "parts")) {
            Files.createDirectories(work.resolve(folder));
        }
        Files.writeString(work.resolve("sources.list"), source.line());
        Files.writeString(work.resolve("status"), "");
        return apt(work, "update")
                .flatMap(updated -> apt(work, "download", "nats-server"))
                .flatMap(downloaded -> found(work, ".deb"))
                .flatMap(deb -> Tool.run(
                        "dpkg-deb", "-x", deb.toString(), work.resolve("root").toString()))
                .flatMap(unpacked -> found(work.resolve("root"), "bin/nats-server"));
    }

    private static Optional<String> apt(Path work, String... arguments) {
        var command = new ArrayList<>(List.of(
                "apt-get",
                "-o",
                "Dir::Etc::SourceList=" + work.resolve("sources.list"),
                "-o",
                "Dir::Etc::SourceParts=" + work.resolve("parts"),
                "-o",
                "Dir::Etc::Preferences=/dev/null",
                "-o",
                "Dir::Etc::PreferencesParts=" + work.resolve("parts"),
                "-o",
                "Dir::State=" + work,
                "-o",
                "Dir::State::Lists=" + work.resolve("lists"),
                "-o",
                "Dir::State::Status=" + work.resolve("status"),
                "-o",
                "Dir::Cache=" + work.resolve("cache"),
                "-o",
                "APT::Sandbox::User=" + System.getProperty("user.name"),
                "-o",
                "Acquire::Languages=none"));
        command.addAll(List.of(arguments));
        return Tool.run(work, command);
    }

    private static Optional<Path> found(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path moved(Path program, Path target) {
        try {
            return Files.move(program, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
