package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import dev.orderly.compose.embedded.process.JavaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Kafka, broker and controller in one node, in a JVM of its own with a class path of its own.
final class KafkaNode {
    /// For its JVM.
    static final String HEAP = "-Xmx512m";

    /// What it is told wherever it runs. One node, so one replica of everything. Topics are made by those who own them,
    /// never by a typing error.
    static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            auto.create.topics.enable=false
            num.partitions=12
            default.replication.factor=1
            min.insync.replicas=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=12
            offsets.retention.minutes=525600
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=4
            group.initial.rebalance.delay.ms=0
            """;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final String READY = "ready";

    private KafkaNode() {}

    /// Starts it and waits until it serves requests.
    static Part start(DataFolder data, Ports ports) {
        return start(data, ports, KafkaCache.flags(), STOP);
    }

    /// The same with flags for its JVM, and patience when it is told to stop.
    static Part start(DataFolder data, Ports ports, List<String> flags, Duration patience) {
        var log = data.log("kafka");
        var output = new ReadyLine(READY);
        var child = data.start("kafka", command(data, ports, log, flags), Map.of(), output);
        if (!output.await(child, START)) {
            child.stop(STOP);
            throw new CannotStart("Kafka did not start: " + output.last() + ". Its log is " + log + "; its data, "
                    + data.resolve("kafka"));
        }
        return () -> child.stop(patience);
    }

    private static List<String> command(DataFolder data, Ports ports, Path log, List<String> flags) {
        var home = Checkout.path("compose/kafka/target");
        if (!Files.isDirectory(home.resolve("lib"))) {
            throw new CannotStart("Kafka is not built: " + home + " has no lib. Run make, or mvn package");
        }
        var properties = data.resolve("kafka.properties");
        try {
            Files.writeString(properties, properties(data.resolve("kafka"), ports));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JavaRuntime.command(
                flags,
                HEAP,
                "-Dkafka.log=" + log,
                "-cp",
                home.resolve("kafka.jar") + ":" + home.resolve("lib") + "/*",
                "dev.orderly.compose.kafka.Broker",
                properties.toString());
    }

    private static String properties(Path folder, Ports ports) {
        return SETTINGS
                + """
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                """.formatted(ports.kafka().number(), ports.controller().number(), folder);
    }
}
