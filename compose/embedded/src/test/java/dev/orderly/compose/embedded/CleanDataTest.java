package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanDataTest {
    @TempDir
    Path folder;

    @Test
    void the_folder_that_make_run_would_use_is_removed() throws Exception {
        var data = data("data", "");
        assertThat(cleaned(0, data, "make", "-s", "-C", Checkout.root().toString(), "clean-data"))
                .isEmpty();
        assertThat(data).doesNotExist();
        assertThat(clean(0, data))
                .isEqualTo("There is no data: " + data
                        + " does not exist; if the data is elsewhere, set ORDERLY_DATA to that folder\n");
    }

    @Test
    void without_a_word_it_is_the_checkouts_own() throws Exception {
        var script = Files.createDirectories(folder.resolve("compose/bin")).resolve("clean-data");
        Files.copy(Checkout.path("compose/bin/clean-data"), script);
        var data = data(".data", "");
        assertThat(cleaned(0, Path.of(""), "sh", script.toString())).isEmpty();
        assertThat(data).doesNotExist();
    }

    @Test
    void what_make_run_did_not_put_there_stays() throws Exception {
        var data = data("data", "");
        Files.writeString(data.resolve("notes.txt"), "mine");
        assertThat(clean(0, data)).endsWith("what else is there stays\n");
        assertThat(data.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void data_in_use_is_kept() throws Exception {
        var own = Long.toString(ProcessHandle.current().pid());
        var data = data("data", own);
        assertThat(clean(1, data)).contains("is in use by make run, process " + own);
        Files.writeString(data.resolve("lock"), "");
        Files.writeString(data.resolve("run/postgres.pid"), own + " 1 INT\n");
        assertThat(clean(1, data)).startsWith("process " + own + ", which ").contains("runs still");
        assertThat(data.resolve("kafka/records")).exists();
    }

    @Test
    void a_folder_that_is_none_of_ours_is_kept() throws Exception {
        for (var missing : List.of("lock", "run", "log")) {
            var data = data("without-" + missing, "");
            Files.delete(data.resolve(missing));
            assertThat(clean(1, data)).contains("does not look like a data folder of make run", "set ORDERLY_DATA");
            assertThat(data.resolve("kafka/records")).exists();
        }
    }

    private Path data(String name, String lock) throws IOException {
        var data = folder.resolve(name);
        for (var each : List.of("run", "log", "kafka", "mail", "postgres")) {
            Files.createDirectories(data.resolve(each));
        }
        Files.writeString(data.resolve("lock"), lock);
        Files.writeString(data.resolve("kafka/records"), "");
        return data;
    }

    private static String clean(int code, Path data) throws IOException, InterruptedException {
        return cleaned(code, data, "sh", Checkout.path("compose/bin/clean-data").toString());
    }

    private static String cleaned(int code, Path data, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ORDERLY_DATA", data.toString());
        builder.environment().remove("MAKEFLAGS");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(code);
        return output;
    }
}
