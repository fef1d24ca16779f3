package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.Port;
import java.util.List;

/// The ports of the brokers, all on 127.0.0.1.
public record Ports(Port kafka, Port controller, Port nats, Port postgres, Port smtp) {
    /// The well-known ones, each moved up by `offset`.
    public static Ports shiftedBy(int offset) {
        return new Ports(
                new Port("Kafka", 9092 + offset),
                new Port("Kafka's controller", 9093 + offset),
                new Port("NATS", 4222 + offset),
                new Port("PostgreSQL", 5432 + offset),
                new Port("the mail sink", 3025 + offset));
    }

    /// Any that are free.
    public static Ports free() {
        return new Ports(
                Port.free("Kafka"),
                Port.free("Kafka's controller"),
                Port.free("NATS"),
                Port.free("PostgreSQL"),
                Port.free("the mail sink"));
    }

    /// All of them, to be checked before anything is started.
    public List<Port> all() {
        return List.of(kafka, controller, nats, postgres, smtp);
    }
}
