package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.Infra;
import dev.orderly.compose.embedded.Ports;
import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written down, as `orderly doctor` reads it in a checkout where nothing is built.
class AddressFilesTest {
    private static final ServiceSpec LETTERS =
            new ServiceSpec("notification-service", Path.of("none.jar"), 1, OptionalInt.empty());

    @TempDir
    Path checkout;

    @Test
    void of_a_mail_server_that_is_not_ours_nobody_is_shown_the_password_or_a_folder_of_letters() throws Exception {
        var environment = Map.of(
                "DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/postgres",
                "DATABASE_USER", "postgres",
                "DATABASE_PASSWORD", "postgres",
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "NATS_URL", "nats://127.0.0.1:1",
                "SMTP_URL", "smtps://mailer:s3cr/t@4u@mail.example.com:465");
        try (var data = DataFolder.kept(data())) {
            new AddressFiles(data.run()).write(Brokers.shared());
            var elsewhere =
                    Brokers.start(Infra.EXTERNAL, data, Ports.shiftedBy(0), new Letters.Forgotten(), environment);
            assertThat(told(data, elsewhere))
                    .contains("  ok    mail server   smtps://mail.example.com:465\n")
                    .doesNotContain("mailer", "s3cr", "letters are in", "mail sink");
        }
    }

    @Test
    void our_mail_sink_is_shown_with_its_folder() throws Exception {
        try (var data = DataFolder.kept(data())) {
            var brokers = Brokers.shared();
            assertThat(told(data, brokers))
                    .contains("  ok    mail sink     " + brokers.smtp() + "; letters are in " + data() + "/mail\n");
        }
    }

    private String told(DataFolder data, Brokers brokers) throws Exception {
        var files = new AddressFiles(data.run());
        files.write(brokers);
        files.write(LETTERS, Map.of("SMTP_URL", brokers.smtp()));
        var process = new ProcessBuilder("sh", orderly().toString(), "doctor");
        process.environment().put("ORDERLY_DATA", data().toString());
        var running = process.redirectErrorStream(true).start();
        return new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path orderly() throws Exception {
        var bin = Files.createDirectories(checkout.resolve("compose/bin"));
        for (var name : List.of("orderly", "java-home")) {
            Files.copy(Checkout.path("compose/bin/" + name), bin.resolve(name));
        }
        return bin.resolve("orderly");
    }

    private Path data() {
        return checkout.resolve("data");
    }
}
