package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import java.util.Map;
import java.util.Optional;

/// Brokers that run elsewhere already, as the environment names them. `DATABASE_URL` with its user is a superuser's, on
/// any database of the server: the services' databases are made there.
final class ExternalBrokers {
    private ExternalBrokers() {}

    static Brokers reach(Map<String, String> environment) {
        var superuser = new Database(
                required(environment, "DATABASE_URL", "jdbc:postgresql://db.example.com:5432/postgres"),
                required(environment, "DATABASE_USER", "postgres"),
                required(environment, "DATABASE_PASSWORD", "secret"));
        return new Brokers(
                Infra.EXTERNAL,
                required(environment, "KAFKA_BOOTSTRAP_SERVERS", "kafka.example.com:9092"),
                required(environment, "NATS_URL", "nats://nats.example.com:4222"),
                required(environment, "SMTP_URL", "smtp://mail.example.com:25"),
                Postgres.of(superuser),
                () -> {},
                Optional.empty());
    }

    private static String required(Map<String, String> environment, String name, String example) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new CannotStart("INFRA=external needs " + name + ", for example " + example));
    }
}
