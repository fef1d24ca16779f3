package dev.orderly.compose.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// Whether a tool has something to work on: a broker that listens and, for those that would wait for it, the topic.
record Prospect(String tool, List<String> arguments) {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LIST_MILLIS = 3_000;
    private static final int UNREACHABLE = 69;
    private static final int FAILED = 1;
    private static final int SHOWN = 20;
    private static final Pattern CLIENT_SETTING =
            Pattern.compile("--(\\S*config|(command|consumer|producer)-property)");
    private static final Set<String> WAIT_FOR_TOPICS =
            Set.of("org.apache.kafka.tools.ConsoleProducer", "org.apache.kafka.tools.consumer.ConsoleConsumer");

    Prospect(String tool, String... arguments) {
        this(tool, List.of(arguments));
    }

    Prospect {
        arguments = List.copyOf(arguments);
    }

    /// Why there is no use in starting it.
    record Obstacle(int exitCode, String line) {}

    Optional<Obstacle> obstacle() {
        var addresses = option("--bootstrap-server");
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        var silence = silence(addresses.get());
        return silence.isPresent() ? silence : missing(addresses.get());
    }

    /// One that listens is enough, as it is for the tool.
    private static Optional<Obstacle> silence(String addresses) {
        var refusals = new ArrayList<String>();
        for (var address : addresses.split(",", -1)) {
            var colon = address.lastIndexOf(':');
            try (var socket = new Socket()) {
                var port = Integer.parseInt(address.substring(colon + 1).strip());
                socket.connect(
                        new InetSocketAddress(
                                address.substring(0, Math.max(0, colon)).strip(), port),
                        CONNECT_MILLIS);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // the tool says best what an address has to look like
            } catch (IOException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
        return Optional.of(new Obstacle(
                UNREACHABLE,
                "Kafka at %s does not answer: %s; start it (make run), or say where it is: KAFKA_BOOTSTRAP_SERVERS, or ORDERLY_DATA and PORT_OFFSET as that run has them"
                        .formatted(addresses, String.join(", ", refusals))));
    }

    /// What cannot be told, since the cluster wants to know who asks, say, is the tool's to find out.
    private Optional<Obstacle> missing(String addresses) {
        var topic = WAIT_FOR_TOPICS.contains(tool) ? option("--topic") : Optional.<String>empty();
        if (topic.isEmpty() || arguments.stream().anyMatch(Prospect::tellsWhoAsks)) {
            return Optional.empty();
        }
        try {
            var topics = topics(addresses);
            return topics.contains(topic.get())
                    ? Optional.empty()
                    : Optional.of(new Obstacle(FAILED, line(topic.get(), addresses, topics)));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static Set<String> topics(String addresses)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIST_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIST_MILLIS);
        var admin = Admin.create(settings);
        try {
            return new TreeSet<>(admin.listTopics().names().get(LIST_MILLIS, TimeUnit.MILLISECONDS));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static String line(String topic, String addresses, Set<String> topics) {
        var shown =
                topics.size() <= SHOWN ? "there are " + String.join(", ", topics) : "kafka-topics --list shows those";
        return "there is no topic %s at %s; %s; kafka-topics --create --topic %s makes it"
                .formatted(topic, addresses, topics.isEmpty() ? "there is none" : shown, topic);
    }

    private static boolean tellsWhoAsks(String argument) {
        return CLIENT_SETTING.matcher(argument).lookingAt();
    }

    private Optional<String> option(String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(name + "=")) {
                return Optional.of(arguments.get(i).substring(name.length() + 1));
            }
            if (arguments.get(i).equals(name) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
