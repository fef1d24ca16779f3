package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.mail.MailSink;
import dev.orderly.compose.embedded.process.DataFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts Kafka, PostgreSQL, NATS and the mail sink of this machine, all at once.
final class EmbeddedBrokers {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBrokers.class);

    private EmbeddedBrokers() {}

    static Brokers start(DataFolder data, Ports ports, Letters letters, Map<String, String> environment) {
        var kafka = new Restartable(() -> KafkaNode.start(data, ports));
        var running = Parallel.start(List.of(
                kafka::start,
                () -> PostgresServer.start(data, ports),
                () -> NatsServer.start(data, ports, nats(environment)),
                () -> MailSink.start(ports.smtp().number(), letters)::close));
        return new Brokers(
                Infra.EMBEDDED,
                "127.0.0.1:" + ports.kafka().number(),
                "nats://127.0.0.1:" + ports.nats().number(),
                "smtp://127.0.0.1:" + ports.smtp().number(),
                Postgres.at("127.0.0.1", ports.postgres().number(), "postgres", "postgres"),
                running,
                Optional.of(kafka));
    }

    private static NatsBinary nats(Map<String, String> environment) {
        var binary = NatsBinary.find(environment);
        binary.warning().ifPresent(LOG::warn);
        return binary;
    }
}
