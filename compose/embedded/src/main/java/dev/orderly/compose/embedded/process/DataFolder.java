package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A folder that holds one stack's data, logs and pid files, for one run at a time. Opening it stops what a killed run
/// left behind; closing it stops what this run left running.
public final class DataFolder implements AutoCloseable {
    // Holds the pid of the run, and for as long as that run lives, its lock.
    private static final String LOCK = "lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final Guardian guardian;
    private final boolean disposable;
    private final List<String> leftovers;

    private DataFolder(Path path, FileChannel channel, FileLock lock, boolean disposable) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.disposable = disposable;
        this.leftovers = stopLeftovers();
        this.guardian = Guardian.over(run(), path, disposable);
    }

    /// Opens `.data/` or its like; what is in it stays.
    public static DataFolder kept(Path path) {
        return open(path, false);
    }

    /// Opens a folder that is removed at the end, even when this JVM is killed.
    public static DataFolder disposable(Path path) {
        return open(path, true);
    }

    private static DataFolder open(Path path, boolean disposable) {
        try {
            var folder = path.toAbsolutePath().normalize();
            Files.createDirectories(folder.resolve("run"));
            Files.createDirectories(folder.resolve("log"));
            var channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new DataFolder(folder, channel, lock(channel, folder), disposable);
        } catch (IOException | OverlappingFileLockException e) {
            throw new CannotStart("the data folder " + path + " cannot be used: " + why(e), e);
        }
    }

    /// What files have to say is often their name alone.
    private static String why(Exception e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + " may not be written by this user";
            case OverlappingFileLockException _ -> "this process uses it already";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static FileLock lock(FileChannel channel, Path folder) throws IOException {
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            var holder = Files.readString(folder.resolve(LOCK));
            throw new CannotStart("the data folder " + folder + " is in use by another run, pid " + holder
                    + ". Stop that one first (Ctrl-C)");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
        return lock;
    }

    /// True if it is removed at the end.
    public boolean isDisposable() {
        return disposable;
    }

    /// What lies in this folder under a name.
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /// Where a part of the stack writes its log.
    public Path log(String name) {
        return path.resolve("log").resolve(name + ".log");
    }

    /// Where the pid files and the requests to the launcher are.
    public Path run() {
        return path.resolve("run");
    }

    /// Names of the processes and containers that a killed run had left and that were stopped now.
    public List<String> leftovers() {
        return leftovers;
    }

    /// Starts a process that will not outlive this folder's use. `lines` gets what it prints, line by line.
    public Child start(String name, List<String> command, Map<String, String> environment, Consumer<String> lines) {
        return Child.start(run(), name, command, environment, lines);
    }

    /// Takes charge of a process that somebody else started; `signal` is what ends it well.
    public void adopt(String name, ProcessHandle process, String signal) {
        PidFile.of(run(), name).write(process, signal);
    }

    /// Takes charge of a container, which may be started after this, by the name that it will have.
    public void adoptContainer(String part, String container) {
        ContainerFile.of(run(), part).write(container);
    }

    /// No longer in charge of it: it is removed.
    public void releaseContainer(String part) {
        ContainerFile.of(run(), part).delete();
    }

    /// Tells of each process that is in this folder's charge now, by its name, when it ends.
    public void whenEnded(Consumer<String> ended) {
        try (var files = Files.list(run())) {
            for (var file : files.filter(PidFile::isOne).toList()) {
                var name = file.getFileName().toString().replaceFirst("\\..*", "");
                new PidFile(file).living().ifPresent(process -> {
                    var _ = process.onExit().thenRun(() -> ended.accept(name));
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends a process that was adopted under this name.
    public void stop(String name) {
        PidFile.of(run(), name).stop(PATIENCE);
    }

    /// No longer in charge of it: it has ended.
    public void release(String name) {
        PidFile.of(run(), name).delete();
    }

    @Override
    public void close() {
        stopLeftovers();
        guardian.dismiss();
        try {
            channel.truncate(0);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> stopLeftovers() {
        try (var files = Files.list(run())) {
            var stopped = new ArrayList<String>();
            for (var file : files.toList()) {
                if (stop(file)) {
                    stopped.add(file.getFileName().toString().replaceFirst("\\..*", ""));
                }
            }
            return List.copyOf(stopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// True if the file told of something that ran.
    private static boolean stop(Path file) {
        if (PidFile.isOne(file)) {
            return new PidFile(file).stop(PATIENCE);
        }
        return ContainerFile.isOne(file) && new ContainerFile(file).stop();
    }
}
