package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.mail.MailSink;
import dev.orderly.compose.embedded.process.DataFolder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The official images, by Testcontainers, on the same ports and with the same settings as the embedded brokers. The
/// mail sink is ours: no image is needed for it.
final class DockerBrokers {
    private static final String SUPERUSER = "postgres";
    // Workers of one query share memory; a container has 64 MiB unless it is given more.
    private static final long SHARED_MEMORY = 256L << 20;
    // Kafka talks to itself inside the container, where the port that we take outside means nothing.
    private static final String KAFKA_PLACES = """
            advertised.listeners=PLAINTEXT://127.0.0.1:%d,BROKER://127.0.0.1:9093
            log.dirs=%s/kafka
            """;
    private static final String KAFKA_START = "/etc/kafka/docker/run";

    private DockerBrokers() {}

    static Brokers start(DataFolder data, Ports ports, Letters letters) {
        var postgres = Postgres.at("127.0.0.1", ports.postgres().number(), SUPERUSER, SUPERUSER);
        var running = Parallel.start(List.of(
                () -> kafka(data, ports).start(log -> log.contains("Kafka Server started")),
                () -> postgres(data, ports).start(_ -> postgres.answers()),
                () -> nats(data, ports)
                        .start(_ -> NatsServer.greets(ports.nats().number())),
                () -> MailSink.start(ports.smtp().number(), letters)::close));
        return new Brokers(
                Infra.DOCKER,
                "127.0.0.1:" + ports.kafka().number(),
                "nats://127.0.0.1:" + ports.nats().number(),
                "smtp://127.0.0.1:" + ports.smtp().number(),
                postgres,
                running,
                Optional.empty());
    }

    /// Started as its image has it, not by the shell in which Testcontainers finds out the port: a shell does not pass
    /// on the signal that ends Kafka well, and we know the port before.
    private static Container kafka(DataFolder data, Ports ports) {
        var places = KAFKA_PLACES.formatted(ports.kafka().number(), Container.DATA);
        var image = new KafkaContainer(DockerEngine.KAFKA).withCommand(KAFKA_START);
        Stream.of(KafkaNode.SETTINGS, places)
                .flatMap(String::lines)
                .map(line -> line.split("=", 2))
                .forEach(setting -> image.withEnv(variable(setting[0]), setting[1]));
        image.withEnv("KAFKA_HEAP_OPTS", KafkaNode.HEAP);
        return new Container("kafka", image, ports.kafka(), 9092, data).withData();
    }

    /// The name by which the image takes one of Kafka's settings.
    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Container postgres(DataFolder data, Ports ports) {
        var container = new Container("postgres", image(DockerEngine.POSTGRES), ports.postgres(), 5432, data);
        var settings = PostgresServer.SETTINGS.entrySet().stream()
                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()));
        container
                .image()
                .withEnv(Map.of(
                        "POSTGRES_USER",
                        SUPERUSER,
                        "POSTGRES_PASSWORD",
                        SUPERUSER,
                        "PGDATA",
                        Container.DATA + "/postgres",
                        "LANG",
                        PostgresServer.LOCALE))
                .withSharedMemorySize(SHARED_MEMORY)
                .withCommand(Stream.concat(Stream.of("postgres"), settings).toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> create.withStopSignal("SIG" + PostgresServer.FAST_SHUTDOWN));
        return container.withData();
    }

    private static Container nats(DataFolder data, Ports ports) {
        return new Container("nats", image(DockerEngine.NATS), ports.nats(), 4222, data);
    }

    private static GenericContainer<?> image(String name) {
        return new GenericContainer<>(DockerImageName.parse(name));
    }
}
