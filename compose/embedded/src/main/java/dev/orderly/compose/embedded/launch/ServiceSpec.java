package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.process.JavaRuntime;
import dev.orderly.compose.embedded.process.Port;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// A service as the launcher sees it: a jar that is run with the argument `serve`, told by its environment where
/// everything is, and ready when `GET /health/ready` says 200.
record ServiceSpec(String name, Path jar, int httpPort, OptionalInt grpcPort) {
    private static final String HEAP = "-Xmx512m";

    /// Its ports, to be checked before it is started.
    List<Port> ports() {
        var ports = new ArrayList<Port>();
        ports.add(new Port(name + "'s HTTP", httpPort));
        grpcPort.ifPresent(port -> ports.add(new Port(name + "'s gRPC", port)));
        return ports;
    }

    /// @param trains for a run whose end makes the cache that later ones start with
    /// @param flags for its JVM, which win over ours
    List<String> command(boolean trains, List<String> flags) {
        var all = new ArrayList<>(trains ? FastStart.making(jar) : FastStart.flags(jar));
        all.add(HEAP);
        all.addAll(flags);
        return JavaRuntime.command(all, "-jar", jar.toString(), "serve");
    }

    /// What it finds in its environment beyond ours. Its database is made here if it is missing.
    Map<String, String> environment(Brokers brokers) {
        var database = brokers.postgres().database(name);
        var environment = new TreeMap<String, String>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", brokers.kafka());
        environment.put("NATS_URL", brokers.nats());
        environment.put("DATABASE_URL", database.url());
        environment.put("DATABASE_USER", database.user());
        environment.put("DATABASE_PASSWORD", database.password());
        environment.put("SMTP_URL", brokers.smtp());
        environment.put("HTTP_PORT", Integer.toString(httpPort));
        grpcPort.ifPresent(port -> environment.put("GRPC_PORT", Integer.toString(port)));
        return environment;
    }

    String url() {
        return "http://127.0.0.1:" + httpPort;
    }
}
