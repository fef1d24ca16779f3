package dev.orderly.compose.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Whether a tool has something to work on: a broker that listens, and the topic or the group that it is told to
/// work on.
record Prospect(String tool, Arguments arguments) {
    static final String GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
    private static final String TOPICS = "org.apache.kafka.tools.TopicCommand";
    private static final String PRODUCER = "org.apache.kafka.tools.ConsoleProducer";
    private static final String CONSUMER = "org.apache.kafka.tools.consumer.ConsoleConsumer";
    private static final String RESET = "--reset-offsets";
    private static final int CONNECT_MILLIS = 2_000;

    /// What cannot be told, since the cluster wants to know who asks, say, is the tool's to find out.
    Optional<Remark> remark() {
        var addresses = arguments.value("--bootstrap-server");
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        var silence = silence(addresses.get());
        if (silence.isPresent() || arguments.tellWhoAsks()) {
            return silence;
        }
        try {
            var cluster = new Cluster(addresses.get());
            var topic = unknownTopic(cluster);
            return topic.isPresent() ? topic : unknownGroup(cluster);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /// One that listens is enough, as it is for the tool.
    private static Optional<Remark> silence(String addresses) {
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
        return Optional.of(Remark.unreachable(
                "Kafka at %s does not answer: %s; start it (make run), or say where it is: KAFKA_BOOTSTRAP_SERVERS, or ORDERLY_DATA and PORT_OFFSET as that run has them"
                        .formatted(addresses, String.join(", ", refusals))));
    }

    private Optional<Remark> unknownTopic(Cluster cluster)
            throws InterruptedException, ExecutionException, TimeoutException {
        var typed = topics();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        var topics = cluster.topics();
        return typed.stream()
                .filter(each -> !isAmong(topics, each))
                .findFirst()
                .map(each -> Remark.failed("there is no topic %s at %s%s; %s; kafka-topics --create --topic %s makes it"
                        .formatted(
                                each,
                                cluster.addresses(),
                                Names.meant(each, topics),
                                Names.told(topics, "kafka-topics --list"),
                                each)));
    }

    /// Those that have to be there.
    private List<String> topics() {
        var typed = arguments.values("--topic");
        return switch (tool) {
            case PRODUCER, CONSUMER -> typed;
            case TOPICS -> isOfThoseThere() ? typed : List.of();
            case GROUPS ->
                typed.stream().map(each -> each.replaceFirst(":.*", "")).toList();
            default -> List.of();
        };
    }

    private boolean isOfThoseThere() {
        return Stream.of("--describe", "--alter", "--delete").anyMatch(arguments::has) && !arguments.has("--if-exists");
    }

    /// kafka-topics takes expressions.
    private boolean isAmong(Collection<String> topics, String typed) {
        if (!tool.equals(TOPICS)) {
            return topics.contains(typed);
        }
        try {
            var wanted = Pattern.compile(typed.replace(',', '|')).asMatchPredicate();
            return topics.stream().anyMatch(wanted);
        } catch (PatternSyntaxException e) {
            return true; // what is wrong with it, the tool says
        }
    }

    /// Who sets the offsets of one that is not there may mean it so: then the tool makes it.
    private Optional<Remark> unknownGroup(Cluster cluster)
            throws InterruptedException, ExecutionException, TimeoutException {
        var typed = tool.equals(GROUPS) ? arguments.values("--group") : List.<String>of();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        var groups = cluster.groups();
        return typed.stream().filter(each -> !groups.contains(each)).findFirst().map(each -> {
            var line = "there is no group %s at %s%s; %s"
                    .formatted(
                            each,
                            cluster.addresses(),
                            Names.meant(each, groups),
                            Names.told(groups, "kafka-consumer-groups --list"));
            return arguments.has(RESET) ? Remark.warning(line + "; with --execute it is made") : Remark.failed(line);
        });
    }
}
