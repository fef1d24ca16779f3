package dev.orderly.compose.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The distribution's mirror that this machine's own apt sources name, and the newest suite there, which has a recent
/// nats-server: Debian's sid, Ubuntu's development release.
record AptSource(String mirror, String keyring, String suite, String component) {
    private static final Path SOURCES = Path.of("/etc/apt");
    private static final Pattern MIRROR = Pattern.compile("\\b(?:https?|mirror\\+\\S+?)://\\S+");

    static Optional<AptSource> ofThisMachine() {
        return switch (distribution()) {
            case "debian" ->
                mirror("/debian/?")
                        .map(uri ->
                                new AptSource(uri, "/usr/share/keyrings/debian-archive-keyring.gpg", "sid", "main"));
            case "ubuntu" ->
                mirror("/ubuntu(?:-ports)?/?")
                        .map(uri -> new AptSource(
                                uri, "/usr/share/keyrings/ubuntu-archive-keyring.gpg", "devel", "universe"));
            default -> Optional.empty();
        };
    }

    /// As a line of a sources.list. Signatures are checked against the distribution's own keys.
    String line() {
        return "deb [signed-by=" + keyring + "] " + mirror + " " + suite + " " + component + "\n";
    }

    private static String distribution() {
        return lines(Path.of("/etc/os-release")).stream()
                .filter(line -> line.startsWith("ID="))
                .map(line -> line.substring("ID=".length()).replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    private static Optional<String> mirror(String path) {
        var archive = Pattern.compile("://[^/]+(?:/.*)?" + path + "$");
        return sourceFiles()
                .flatMap(file -> lines(file).stream())
                .filter(line -> !line.trim().startsWith("#"))
                .flatMap(line -> MIRROR.matcher(line).results().map(found -> found.group()))
                .filter(uri -> archive.matcher(uri).find())
                .findFirst();
    }

    private static Stream<Path> sourceFiles() {
        try (var parts = Files.list(SOURCES.resolve("sources.list.d"))) {
            return Stream.concat(Stream.of(SOURCES.resolve("sources.list")), parts.toList().stream());
        } catch (IOException e) {
            return Stream.of(SOURCES.resolve("sources.list"));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
