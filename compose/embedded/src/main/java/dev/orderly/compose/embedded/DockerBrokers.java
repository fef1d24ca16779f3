package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.mail.MailSink;
import dev.orderly.compose.embedded.process.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The official images, by Testcontainers, on the same ports and with their data in the same folder as the embedded
/// ones.
/// The mail sink is ours: no image is needed for it.
final class DockerBrokers {
    private static final String SUPERUSER = "postgres";
    private static final String DATA = "/orderly-data";

    private DockerBrokers() {}

    static Brokers start(DataFolder data, Ports ports, Letters letters) {
        var running = Parallel.start(List.of(
                () -> started(kafka(data, ports)),
                () -> started(postgres(data, ports)),
                () -> started(nats(ports)),
                () -> MailSink.start(ports.smtp().number(), letters)::close));
        return new Brokers(
                Infra.DOCKER,
                "127.0.0.1:" + ports.kafka().number(),
                "nats://127.0.0.1:" + ports.nats().number(),
                "smtp://127.0.0.1:" + ports.smtp().number(),
                Postgres.at("127.0.0.1", ports.postgres().number(), SUPERUSER, SUPERUSER),
                running);
    }

    private static Part started(GenericContainer<?> container) {
        container.start();
        return container::stop;
    }

    private static GenericContainer<?> kafka(DataFolder data, Ports ports) {
        var container = new KafkaContainer(DockerImageName.parse(DockerEngine.KAFKA))
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_NUM_PARTITIONS", "12",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_LOG_DIRS", DATA + "/kafka"))
                .withFileSystemBind(folder(data, "kafka").toString(), DATA, BindMode.READ_WRITE);
        container.setPortBindings(List.of("127.0.0.1:" + ports.kafka().number() + ":9092"));
        return container;
    }

    private static GenericContainer<?> postgres(DataFolder data, Ports ports) {
        var container = new PostgreSQLContainer(DockerImageName.parse(DockerEngine.POSTGRES))
                .withUsername(SUPERUSER)
                .withPassword(SUPERUSER)
                .withDatabaseName(SUPERUSER)
                .withEnv("PGDATA", DATA + "/postgres")
                .withCommand("postgres", "-c", "max_connections=300")
                .withFileSystemBind(folder(data, "postgres").toString(), DATA, BindMode.READ_WRITE);
        // With data from an earlier run it says so once, not twice.
        container.setWaitStrategy(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1 -U " + SUPERUSER));
        container.setPortBindings(List.of("127.0.0.1:" + ports.postgres().number() + ":5432"));
        return container;
    }

    private static GenericContainer<?> nats(Ports ports) {
        var container = new GenericContainer<>(DockerImageName.parse(DockerEngine.NATS))
                .withExposedPorts(4222)
                .waitingFor(Wait.forListeningPort());
        container.setPortBindings(List.of("127.0.0.1:" + ports.nats().number() + ":4222"));
        return container;
    }

    /// Apart from the embedded brokers' data, and writable for whatever user the image runs as.
    private static Path folder(DataFolder data, String name) {
        try {
            var folder = Files.createDirectories(data.resolve("docker").resolve(name));
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
