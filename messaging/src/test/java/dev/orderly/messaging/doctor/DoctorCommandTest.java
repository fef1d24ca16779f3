package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.service.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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

    @Test
    void where_all_is_away_on_this_machine_what_starts_all_of_it_is_named_once() throws Exception {
        var gone = listening();
        gone.close();
        run(gone.getLocalPort(), false);
        assertThat(lines().filter(line -> line.contains("-> make run, ")))
                .singleElement()
                .asString()
                .startsWith("  warn  make run ");

        out.reset();
        run(gone.getLocalPort(), false, "--part");
        assertThat(lines()).as("said by who looks at all").noneMatch(line -> line.contains("make run, "));
    }

    @Test
    void where_the_service_answers_what_starts_all_of_it_is_no_help() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            assertThat(run(server.getAddress().getPort(), false)).isEqualTo(ExitCode.UNREACHABLE);
        } finally {
            server.stop(0);
        }
        assertThat(lines())
                .anyMatch(line -> line.startsWith("  ok    service "))
                .noneMatch(line -> line.contains("-> make run, "));
    }

    private Stream<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines();
    }

    /// Who takes a connection and says nothing would be waited for without an end.
    @Test
    void those_that_take_connections_and_say_nothing_are_not_waited_for_long() throws Exception {
        int port;
        try (var silent = listening()) {
            port = silent.getLocalPort();
            var begun = System.nanoTime();
            assertThat(run(port, true)).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(16));
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"status\":\"BAD\"", "\"thing\":\"postgresql\"", "\"thing\":\"kafka\"", "\"thing\":\"nats\"")
                .contains("127.0.0.1:%d: no answer within 10 s".formatted(port))
                .hasLineCount(1);
    }

    private ExitCode run(int port, boolean isJson, String... arguments) throws InterruptedException {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var doctor = new DoctorCommand(_ -> Patients.at(port));
        new CommandLine(doctor).parseArgs(arguments);
        return doctor.run(new Settings(Map.of(), Map.of()), new Output(print, print, isJson));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
