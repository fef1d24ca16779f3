package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.replay.Effects;
import dev.orderly.messaging.replay.Recollection;
import dev.orderly.messaging.replay.Site;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.topology.KafkaClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return new DoctorCommand(_ -> patient(port))
                .run(new Settings(Map.of(), Map.of()), new Output(print, print, isJson));
    }

    private static Patient patient(int port) {
        var at = "127.0.0.1:" + port;
        var database = new DatabaseSettings("jdbc:postgresql://" + at + "/boxes", "boxes", new Secret("boxes"));
        var site = new Site(
                "boxes",
                database.address(),
                new Database("boxes", database),
                new KafkaClients("boxes", Map.of("bootstrap.servers", at)),
                1,
                List.of(Boxes.EVENTS),
                BoxService.TABLES,
                List.of(),
                Recollection.OF_FACTS_ALONE,
                Effects.NONE,
                Optional.empty());
        return new Patient(
                site,
                new NatsSettings("nats://" + at, Optional.empty(), Optional.empty()),
                List.of(),
                new Addresses("http://" + at, at, "nats://" + at, "psql"));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
