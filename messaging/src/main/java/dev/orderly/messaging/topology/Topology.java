package dev.orderly.messaging.topology;

import dev.orderly.messaging.event.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Finds a service's topics, and makes those that are missing.
public final class Topology {
    private static final int PARTITIONS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String WEEK = Long.toString(Duration.ofDays(7).toMillis());
    private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());
    private static final String DEAD_LETTER_BYTES = Integer.toString(2 * 1024 * 1024);

    private final Admin admin;
    private final short copies;

    /// @param replicationFactor of topics that are made here
    public Topology(Admin admin, int replicationFactor) {
        this.admin = admin;
        this.copies = (short) replicationFactor;
    }

    /// What a topic is, as far as offsets and keys depend on it.
    public record Shape(UUID id, int partitions) {}

    /// The shape of each topic and of the service's dead-letter topic, made if it was missing.
    ///
    /// @throws KafkaAway if the cluster did not answer in time
    public Map<String, Shape> ensure(Collection<Topic> topics, String service) {
        var wanted = new LinkedHashMap<String, NewTopic>();
        topics.forEach(topic -> wanted.put(topic.name(), newTopic(topic)));
        var deadLetters = service + "-dlt";
        wanted.put(
                deadLetters, named(deadLetters, Map.of("retention.ms", "-1", "max.message.bytes", DEAD_LETTER_BYTES)));
        var shapes = new HashMap<String, Shape>();
        for (var entry : wanted.entrySet()) {
            shapes.put(entry.getKey(), describe(entry.getKey()).orElseGet(() -> create(entry.getValue())));
        }
        return shapes;
    }

    /// The shape of a topic, if there is such a topic.
    public Optional<Shape> describe(String topic) {
        try {
            var found = await(admin.describeTopics(List.of(topic)).allTopicNames())
                    .values()
                    .iterator()
                    .next();
            var id = found.topicId();
            return Optional.of(new Shape(
                    new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                    found.partitions().size()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaAway("topic " + topic + " cannot be looked at", e.getCause());
        }
    }

    private Shape create(NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaAway("topic " + topic.name() + " cannot be made", e.getCause());
            }
        }
        return describe(topic.name())
                .orElseThrow(() -> new KafkaAway("topic " + topic.name() + " is being made", null));
    }

    private NewTopic newTopic(Topic topic) {
        return switch (topic.retention()) {
            case FOR_EVER -> named(topic.name(), Map.of("retention.ms", "-1"));
            case SEVEN_DAYS -> named(topic.name(), Map.of("retention.ms", WEEK, "segment.ms", DAY));
        };
    }

    /// Append time, since a producer's own time could have a record deleted as soon as it is written.
    private NewTopic named(String name, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("message.timestamp.type", "LogAppendTime");
        all.put("min.insync.replicas", copies >= 3 ? "2" : "1");
        return new NewTopic(name, PARTITIONS, copies).configs(all);
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaAway("no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("interrupted", e);
        }
    }
}
