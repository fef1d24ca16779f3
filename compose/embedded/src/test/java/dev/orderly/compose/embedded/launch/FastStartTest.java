package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTest {
    @TempDir
    private Path folder;

    @Test
    void a_service_starts_without_a_cache_that_was_not_made() throws IOException {
        assertThat(FastStart.flags(jar(1))).isEmpty();
    }

    @Test
    void a_cache_is_used_until_the_next_build() throws IOException {
        var cache = Files.createFile(folder.resolve("a.aot"));
        Files.setLastModifiedTime(cache, FileTime.fromMillis(2_000));
        assertThat(FastStart.flags(jar(1))).contains("-XX:AOTCache=" + cache);
        assertThat(FastStart.flags(jar(3))).isEmpty();
    }

    @Test
    void a_run_that_trains_writes_where_later_ones_look_and_uses_the_full_compiler() throws IOException {
        assertThat(FastStart.making(jar(1)))
                .contains("-XX:AOTCacheOutput=" + folder.resolve("a.aot"), "-XX:TieredStopAtLevel=4");
    }

    private Path jar(int second) throws IOException {
        var jar = folder.resolve("a.jar");
        Files.writeString(jar, "");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000L * second));
        return jar;
    }
}
