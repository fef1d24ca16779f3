package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Database;
import dev.orderly.compose.embedded.process.Child;
import dev.orderly.compose.embedded.process.DataFolder;
import dev.orderly.compose.embedded.process.Port;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One instance of a service: a JVM started from its jar, which is stopped, killed, frozen and started again.
final class ServiceUnderTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final String HEAP = "-Xmx384m";
    private static final List<String> SERVE = List.of("serve");

    final String service;
    final ServiceLog log;
    private final String instance;
    private final DataFolder data;
    private final Map<String, String> environment;
    private final ServiceJar jar;
    private final int port = Port.free("HTTP").number();
    private Child process;

    ServiceUnderTest(String service, String instance, DataFolder data, Brokers brokers, Map<String, String> more) {
        this.service = service;
        this.instance = instance;
        this.data = data;
        this.log = new ServiceLog(instance);
        this.jar = ServiceJar.of(service);
        var database = brokers.postgres().database(service);
        this.environment = new TreeMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", brokers.kafka(),
                "NATS_URL", brokers.nats(),
                "DATABASE_URL", database.url(),
                "DATABASE_USER", database.user(),
                "DATABASE_PASSWORD", database.password(),
                "SMTP_URL", brokers.smtp(),
                "HTTP_PORT", Integer.toString(port),
                "GRPC_PORT", Integer.toString(Port.free("gRPC").number())));
        environment.putAll(more);
    }

    /// Sets a variable for the next start; an empty value is the default.
    ServiceUnderTest with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// On another database than its own.
    ServiceUnderTest on(Database database) {
        return with("DATABASE_URL", database.url())
                .with("DATABASE_USER", database.user())
                .with("DATABASE_PASSWORD", database.password());
    }

    /// Starts it and returns at once.
    void begin() {
        begin(jar.command(HEAP, SERVE));
    }

    private void begin(List<String> command) {
        log.mark();
        process = data.start(instance, command, environment, log);
    }

    boolean hasArchive() {
        return jar.archive().isMade();
    }

    /// Starts it for the sake of quick starts later.
    void beginArchiving() {
        begin(jar.archiving(HEAP, SERVE));
    }

    /// Ends such a start, which has the time that it needs.
    void endArchiving() {
        process.stop(START);
        jar.archive().keep();
    }

    void start() {
        begin();
        awaitReady();
    }

    void awaitReady() {
        await(instance + " is ready").atMost(START).until(() -> isReady() || !process.isAlive());
        assertThat(process.isAlive()).as(() -> "it runs:\n" + log.tail()).isTrue();
    }

    /// SIGTERM; it has its ten seconds.
    int stop() {
        process.stop(STOP);
        return exitCode();
    }

    /// SIGKILL.
    void kill() {
        if (isAlive()) {
            signal("KILL");
            exitCode();
        }
    }

    /// By its name, as `kill -s` has it: STOP and CONT freeze and thaw it.
    void signal(String name) {
        Signals.send(name, process.pid());
    }

    /// Waits for its end.
    int exitCode() {
        try {
            assertThat(process.endsWithin(START)).as(instance + " ends").isTrue();
            return process.exitCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    boolean isReady() {
        return status("/health/ready") == 200;
    }

    boolean isLive() {
        return status("/health/live") == 200;
    }

    /// Its commands, with its environment.
    CommandLine commands() {
        return new CommandLine(service, environment);
    }

    /// The digits that its state comes to.
    String stateHash() {
        return commands().run("state-hash").done().out().strip();
    }

    /// The JSON at a path.
    Http.Reply get(String path) {
        return Http.get("http://127.0.0.1:" + port + path);
    }

    Database database() {
        return new Database(
                environment.get("DATABASE_URL"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"));
    }

    private int status(String path) {
        return get(path).status();
    }
}
