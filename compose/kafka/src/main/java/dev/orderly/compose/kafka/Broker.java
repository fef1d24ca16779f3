package dev.orderly.compose.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/// One Kafka node, broker and controller in one, in a JVM of its own: formats its folder if that is new,
/// starts, says so.
///
///     java -cp 'lib/*:kafka.jar' dev.orderly.compose.kafka.Broker server.properties
final class Broker {
    private static final String CLUSTER_ID = "b3JkZXJseS1lbWJlZGRlZA";

    private Broker() {}

    /// Takes one argument, the path of the broker's properties. Prints `ready` when requests are served, or, last, why
    /// they will not be; SIGTERM ends it.
    static void main(String[] args) throws IOException {
        format(args[0]);
        try {
            var server = new KafkaRaftServer(KafkaConfig.fromProps(properties(Path.of(args[0])), false), Time.SYSTEM);
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
            server.startup();
            System.out.println("ready");
            server.awaitShutdown();
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void format(String properties) {
        String[] command = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", properties};
        var code = StorageTool.execute(command, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static Properties properties(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
