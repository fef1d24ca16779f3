package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.DataFolder;
import java.util.Map;
import java.util.Optional;

/// Running brokers and how to reach them. Tests call [#shared()]; the launcher starts its own.
public final class Brokers implements AutoCloseable {
    private final Infra infra;
    private final String kafka;
    private final String nats;
    private final String smtp;
    private final Postgres postgres;
    private final Part running;
    private final Optional<Restartable> kafkaNode;

    Brokers(
            Infra infra,
            String kafka,
            String nats,
            String smtp,
            Postgres postgres,
            Part running,
            Optional<Restartable> kafkaNode) {
        this.infra = infra;
        this.kafka = kafka;
        this.nats = nats;
        this.smtp = smtp;
        this.postgres = postgres;
        this.running = running;
        this.kafkaNode = kafkaNode;
    }

    /// For tests: started at the first call in this JVM, on free ports and memory-backed data, and gone with this JVM,
    /// however it ends. `INFRA` chooses where they come from; the choice is printed.
    public static Brokers shared() {
        return SharedBrokers.brokers();
    }

    /// Starts brokers of one's own on these ports and this folder's data, or reaches external ones. Returns
    /// when all serve.
    public static Brokers start(
            Infra infra, DataFolder data, Ports ports, Letters letters, Map<String, String> environment) {
        return switch (infra) {
            case EMBEDDED -> EmbeddedBrokers.start(data, ports, letters, environment);
            case DOCKER -> DockerBrokers.start(data, ports, letters);
            case EXTERNAL -> ExternalBrokers.reach(environment);
        };
    }

    public Infra infra() {
        return infra;
    }

    /// For `bootstrap.servers`: `127.0.0.1:9092`.
    public String kafka() {
        return kafka;
    }

    /// `nats://127.0.0.1:4222`.
    public String nats() {
        return nats;
    }

    /// `smtp://127.0.0.1:3025`.
    public String smtp() {
        return smtp;
    }

    public Postgres postgres() {
        return postgres;
    }

    /// Stops Kafka, and starts it again on the same data; the others run on. Only where it is [Infra#EMBEDDED].
    ///
    /// @param meanwhile done while it is down
    public void restartKafka(Runnable meanwhile) {
        kafkaNode
                .orElseThrow(() -> new IllegalStateException("Kafka is not ours to start again: INFRA=" + infra))
                .restart(meanwhile);
    }

    /// Stops them all. Those of [#shared()] stop by themselves.
    @Override
    public void close() {
        running.stop();
    }
}
