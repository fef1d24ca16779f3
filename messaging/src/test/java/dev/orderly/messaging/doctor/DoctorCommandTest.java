package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.service.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A doctor who finds nobody, or nobody who answers.
class DoctorCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void each_that_is_away_makes_one_line_with_what_to_do() throws Exception {
        var gone = listening();
        gone.close();
        assertThat(run(gone.getLocalPort(), false)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("  bad")))
                .hasSize(4)
                .allMatch(line -> line.contains("cannot be reached: ") || line.contains("does not answer: "))
                .allMatch(line -> line.contains("  -> "));
    }

    /// Who takes a connection and says nothing would be waited for without an end.
    @Test
    void those_that_take_connections_and_say_nothing_are_not_waited_for_long() throws Exception {
        try (var silent = listening()) {
            var begun = System.nanoTime();
            assertThat(run(silent.getLocalPort(), true)).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"status\":\"BAD\"", "\"thing\":\"postgresql\"", "\"thing\":\"kafka\"", "\"thing\":\"nats\"")
                .hasLineCount(1);
    }

    private ExitCode run(int port, boolean isJson) throws InterruptedException {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new DoctorCommand(_ -> Patients.at(port))
                .run(new Settings(Map.of(), Map.of()), new Output(print, print, isJson));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
