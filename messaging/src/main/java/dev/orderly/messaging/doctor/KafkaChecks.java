package dev.orderly.messaging.doctor;

import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Counts;
import dev.orderly.messaging.topology.Topology;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Kafka itself, the service's topics, and how far its group has come.
final class KafkaChecks {
    private static final String THING = "kafka";

    /// Within it the client tries again by itself; a busy machine takes some seconds for an answer.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final Duration CLOSING = Duration.ofMillis(200);

    /// Half of it for the first answer, half for all others.
    static final Duration LONGEST = PATIENCE.multipliedBy(2);

    private final Patient patient;
    private final Condition condition;

    KafkaChecks(Patient patient, Condition condition) {
        this.patient = patient;
        this.condition = condition;
    }

    /// A look that is to end.
    ///
    /// @throws TimeoutException if there is no answer in time
    static <T> T await(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look(Consumer<Finding> found) throws InterruptedException {
        try {
            Ports.knock(patient.addresses().kafka());
        } catch (SocketTimeoutException _) { // the client is more patient
        } catch (IOException e) {
            found.accept(away(Causes.told(e)));
            return;
        }
        var admin = Admin.create(clientSettings());
        try {
            look(admin, found);
        } finally {
            admin.close(CLOSING);
        }
    }

    /// Who has told of its brokers was reached, however slow it is then.
    private void look(Admin admin, Consumer<Finding> found) throws InterruptedException {
        try {
            var begun = System.nanoTime();
            var brokers = await(admin.describeCluster().nodes()).size();
            found.accept(reached(brokers, Duration.ofNanos(System.nanoTime() - begun)));
        } catch (ExecutionException | TimeoutException e) {
            found.accept(away(why(e)));
            return;
        }
        try {
            topics(admin, found);
        } catch (ExecutionException | TimeoutException e) {
            found.accept(Finding.bad(THING, "the rest was not looked at: " + why(e), "try again"));
        }
    }

    private Finding reached(int brokers, Duration took) {
        var where = "%s at %s"
                .formatted(Counts.told(brokers, "broker"), patient.addresses().kafka());
        return took.compareTo(SLOW) < 0
                ? Finding.ok(THING, where)
                : Finding.warn(
                        THING,
                        "%s, slow: the answer took %d s".formatted(where, took.toSeconds()),
                        "look at the load of its machine, and of this one");
    }

    /// An answer that does not come is told with how long it was waited for.
    private static String why(Exception e) {
        return switch (Causes.root(e)) {
            case TimeoutException _, org.apache.kafka.common.errors.TimeoutException _ ->
                "no answer within %d s".formatted(PATIENCE.toSeconds());
            default -> Causes.told(e);
        };
    }

    private Finding away(String why) {
        return Finding.away(
                THING, patient.addresses().kafka() + ": " + why, "start it, or set KAFKA_BOOTSTRAP_SERVERS");
    }

    private Map<String, Object> clientSettings() {
        var settings = new HashMap<>(patient.site().kafka().connection());
        settings.put("client.id", patient.service() + "-doctor");
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("socket.connection.setup.timeout.ms", 2_000);
        return settings;
    }

    private void topics(Admin admin, Consumer<Finding> found)
            throws ExecutionException, InterruptedException, TimeoutException {
        var site = patient.site();
        var wanted = new Topology(admin, site.copies()).wanted(site.topics(), site.service());
        var topics = topics(admin, wanted.keySet().stream().toList());
        wanted.keySet().stream()
                .filter(name -> !topics.containsKey(name))
                .map(this::missing)
                .forEach(found);
        if (!topics.isEmpty()) {
            new TopicChecks(wanted, topics, settings(admin, topics)).findings().forEach(found);
        }
        if (topics.size() == wanted.size()) {
            found.accept(new GroupCheck(admin, patient, condition).look(topics));
        }
    }

    private Finding missing(String topic) {
        var isOwn = topic.equals(patient.site().deadLetters())
                || patient.site().written().stream().map(Topic::name).anyMatch(topic::equals);
        return Finding.bad(
                topic,
                "there is no such topic",
                condition.todo("makes it")
                        + (isOwn
                                ? "; what it had: orderly %s reconcile --execute".formatted(patient.service())
                                : "; what it had, the services that write it reconcile"));
    }

    private static Map<String, TopicDescription> topics(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        var found = new HashMap<String, TopicDescription>();
        for (var answer : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(answer.getKey(), await(answer.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private static Map<String, Config> settings(Admin admin, Map<String, TopicDescription> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        var resources = topics.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var settings = new HashMap<String, Config>();
        await(admin.describeConfigs(resources).all()).forEach((topic, found) -> settings.put(topic.name(), found));
        return settings;
    }
}
