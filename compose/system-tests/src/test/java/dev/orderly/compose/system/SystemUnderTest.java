package dev.orderly.compose.system;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Infra;
import dev.orderly.compose.embedded.Ports;
import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/// The system as its users have it: brokers, the three services in JVMs of their own, and clients of each kind.
final class SystemUnderTest {
    static final String USER_EVENTS = "user-events";
    static final String ORDER_SERVICE = "order-service";
    static final String NOTIFICATION_SERVICE = "notification-service";

    /// How long orders wait for an answer, unless a test says otherwise: longer than a service is away in any.
    static final String ANSWER_TIMEOUT = "5m";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path MEMORY = Path.of("/dev/shm");

    final DataFolder data;
    final Brokers brokers;
    final ServiceUnderTest users;
    final ServiceUnderTest orders;
    final ServiceUnderTest letters;
    final Topics topics;
    final Nats nats;
    final Mailbox mailbox;

    private SystemUnderTest() {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
        LoggerFactory.getILoggerFactory(); // once, before the parts that log start side by side
        try {
            var folder = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "orderly-")
                    : Files.createTempDirectory("orderly-");
            data = DataFolder.disposable(folder);
            var mail = Files.createDirectories(data.resolve("mail"));
            var environment = System.getenv();
            var infra = Infra.chosen(environment);
            System.out.println("brokers: " + infra);
            brokers = Brokers.start(infra, data, Ports.free(), new Letters.Kept(mail), environment);
            mailbox = new Mailbox(mail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        users = service(USER_EVENTS, USER_EVENTS);
        orders = service(ORDER_SERVICE, ORDER_SERVICE);
        letters = service(NOTIFICATION_SERVICE, NOTIFICATION_SERVICE);
        topics = new Topics(brokers.kafka());
        nats = new Nats(brokers.nats());
    }

    /// Started once in this JVM, and gone with it. Tests leave it running as they found it, and take ids of their own.
    static SystemUnderTest shared() {
        return Shared.SYSTEM;
    }

    /// One of one's own, with nothing started but its brokers: for what others could not live with.
    static SystemUnderTest brokersOnly() {
        return new SystemUnderTest();
    }

    /// One of one's own, with all started: for tests that begin with empty topics, or leave none as they were.
    static SystemUnderTest fresh() {
        var system = brokersOnly();
        system.startAll();
        return system;
    }

    /// One more instance of a service; it is not started.
    ServiceUnderTest service(String service, String instance) {
        return new ServiceUnderTest(service, instance, data, brokers, Map.of());
    }

    List<ServiceUnderTest> services() {
        return List.of(users, orders, letters);
    }

    Rows rows(ServiceUnderTest service) {
        return new Rows(service.database());
    }

    /// Kafka answers nobody until it is thawed.
    void freezeKafka() {
        signalKafka("STOP", "pause");
    }

    void thawKafka() {
        signalKafka("CONT", "unpause");
    }

    private void signalKafka(String signal, String verb) {
        switch (brokers.infra()) {
            case EMBEDDED -> Signals.send(signal, Long.parseLong(firstWord("kafka.pid")));
            case DOCKER -> Signals.run("docker", verb, firstWord("kafka.container"));
            case EXTERNAL -> throw new IllegalStateException("Kafka is not ours to freeze: INFRA=external");
        }
    }

    private String firstWord(String file) {
        try {
            return Files.readString(data.run().resolve(file)).trim().split(" ", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        services().forEach(ServiceUnderTest::kill);
        topics.close();
        nats.close();
        brokers.close();
        data.close();
    }

    private static SystemUnderTest started() {
        var system = new SystemUnderTest();
        if (system.brokers.infra() == Infra.DOCKER) {
            // The guardian would remove the containers, too, but after this JVM, when nobody waits for it.
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "system-stop"));
        }
        system.startAll();
        return system;
    }

    private void startAll() {
        orders.with("SAGA_ANSWER_TIMEOUT", ANSWER_TIMEOUT);
        archiveClasses();
        services().forEach(ServiceUnderTest::begin);
        services().forEach(ServiceUnderTest::awaitReady);
    }

    private void archiveClasses() {
        var makers =
                services().stream().filter(service -> !service.hasArchive()).toList();
        makers.forEach(ServiceUnderTest::beginArchiving);
        makers.forEach(ServiceUnderTest::awaitReady);
        makers.parallelStream().forEach(ServiceUnderTest::endArchiving);
    }

    /// Started when it is loaded. Its processes are watched by a guardian, so they end with this JVM, in whatever way.
    private static final class Shared {
        private static final SystemUnderTest SYSTEM = started();
    }
}
