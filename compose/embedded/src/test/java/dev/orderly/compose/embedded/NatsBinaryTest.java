package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orderly.compose.embedded.process.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsBinaryTest {
    @TempDir
    Path folder;

    @Test
    void the_one_that_is_named_comes_before_the_one_on_the_path() throws IOException {
        var named = program("named", "2.14.1");
        var environment = Map.of(
                "NATS_SERVER_BIN",
                named.toString(),
                "PATH",
                program("nats-server", "2.15.0").getParent() + "");
        assertThat(NatsBinary.find(environment).path()).isEqualTo(named);
        assertThat(NatsBinary.find(environment).warning()).isEmpty();
    }

    @Test
    void one_with_known_holes_is_used_with_a_warning() throws IOException {
        var old = NatsBinary.find(
                Map.of("PATH", "/nowhere:" + program("nats-server", "2.10.7").getParent()));
        assertThat(old.path()).isEqualTo(folder.resolve("nats-server"));
        assertThat(old.warning()).hasValueSatisfying(line -> assertThat(line).contains("2.10", "2.14"));
    }

    @Test
    void one_that_is_named_and_does_not_do_is_refused_by_name() throws IOException {
        var ancient = program("ancient", "2.9.25");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> NatsBinary.find(Map.of("NATS_SERVER_BIN", ancient.toString())))
                .satisfies(reason -> assertThat(reason.line()).contains("NATS_SERVER_BIN=" + ancient));
    }

    private Path program(String name, String version) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho nats-server: v" + version + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
