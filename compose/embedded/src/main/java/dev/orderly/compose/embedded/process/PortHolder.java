package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who listens on a port, as Linux tells in /proc; elsewhere, and for other users' processes, nobody knows.
final class PortHolder {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortHolder() {}

    /// For example `pid 4711 (java)`.
    static Optional<String> of(int port) {
        var inodes = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > INODE && columns[STATE].equals(LISTENING))
                .filter(columns -> columns[LOCAL_ADDRESS].endsWith(":%04X".formatted(port)))
                .map(columns -> "socket:[" + columns[INODE] + "]")
                .toList();
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, inodes::contains))
                .findFirst()
                .map(process -> "pid " + process.pid() + " (" + name(process) + ")");
    }

    private static boolean holds(ProcessHandle process, Predicate<String> socket) {
        try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.anyMatch(file -> socket.test(target(file)));
        } catch (IOException | UncheckedIOException e) {
            return false; // it ended meanwhile, or is another user's
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("?");
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }
}
