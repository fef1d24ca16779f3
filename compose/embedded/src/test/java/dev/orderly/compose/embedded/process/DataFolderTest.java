package dev.orderly.compose.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final List<String> SLEEPER = List.of("sleep", "600");

    @TempDir
    Path folder;

    @Test
    void what_still_runs_ends_with_the_folder() {
        var data = DataFolder.kept(folder);
        var child = data.start("sleeper", SLEEPER, Map.of(), line -> {});
        data.close();
        await().until(() -> !child.isAlive());
        assertThat(data.run()).isEmptyDirectory();
    }

    @Test
    void what_a_killed_run_left_is_stopped_by_the_next() throws IOException {
        var left = new ProcessBuilder(SLEEPER).start();
        Files.createDirectories(folder.resolve("run"));
        PidFile.of(folder.resolve("run"), "sleeper").write(left.toHandle(), "TERM");
        try (var data = DataFolder.kept(folder)) {
            assertThat(data.leftovers()).containsExactly("sleeper");
            assertThat(left.isAlive()).isFalse();
        }
    }

    @Test
    void a_process_that_only_has_the_same_pid_is_left_alone() throws IOException {
        var other = new ProcessBuilder(SLEEPER).start();
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/sleeper.pid"), other.pid() + " 1000 TERM\n");
        try (var data = DataFolder.kept(folder)) {
            assertThat(data.leftovers()).isEmpty();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void one_run_at_a_time() {
        try (var data = DataFolder.kept(folder)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataFolder.kept(folder))
                    .satisfies(reason -> assertThat(reason.line()).contains(folder.toString()));
            assertThat(data.leftovers()).isEmpty();
        }
        DataFolder.kept(folder).close();
    }

    @Test
    void what_is_in_the_way_is_told_in_words() throws IOException {
        var file = Files.createFile(folder.resolve("a-file"));
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.kept(file))
                .withMessageStartingWith("the data folder " + file + " cannot be used: ")
                .withMessageContaining("Not a directory")
                .withMessageNotContaining("Exception");
    }

    @Test
    void a_child_that_ignores_its_end_is_killed_and_its_lines_are_read() {
        var lines = new CopyOnWriteArrayList<String>();
        try (var data = DataFolder.kept(folder)) {
            var child = data.start(
                    "deaf", List.of("sh", "-c", "trap '' TERM; echo deaf; exec sleep 600"), Map.of(), lines::add);
            await().until(() -> lines.contains("deaf"));
            child.stop(Duration.ofMillis(100));
            assertThat(child.isAlive()).isFalse();
        }
    }
}
