package dev.orderly.messaging.topology;

import dev.orderly.messaging.consumer.SettledOffset;
import dev.orderly.messaging.event.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Finds a service's topics, makes those that are missing, and tells how far a group has committed.
public final class Topology {
    private static final int PARTITIONS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(50);
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
        var wanted = wanted(topics, service);
        var missing = new HashMap<>(wanted);
        missing.keySet().removeAll(describe(wanted.keySet()).keySet());
        if (!missing.isEmpty()) {
            create(missing);
        }
        return awaitAll(wanted.keySet());
    }

    /// Each topic and the service's dead-letter topic, as they are made.
    public Map<String, NewTopic> wanted(Collection<Topic> topics, String service) {
        var wanted = new LinkedHashMap<String, NewTopic>();
        topics.forEach(topic -> wanted.put(topic.name(), newTopic(topic)));
        var deadLetters = service + "-dlt";
        wanted.put(deadLetters, keptForEver(deadLetters, Map.of("max.message.bytes", DEAD_LETTER_BYTES)));
        return wanted;
    }

    /// A topic that was made is known to all brokers a moment later.
    private Map<String, Shape> awaitAll(Collection<String> topics) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var shapes = describe(topics);
            if (shapes.keySet().containsAll(topics)) {
                return shapes;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new KafkaAway("the topics that were made do not show", null);
    }

    /// The shapes of those topics that there are.
    public Map<String, Shape> describe(Collection<String> topics) {
        return describe(topics, PATIENCE);
    }

    /// The same, for those who must know soon that Kafka does not answer.
    public Map<String, Shape> describe(Collection<String> topics, Duration patience) {
        var shapes = new HashMap<String, Shape>();
        for (var answer : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                var found = await(answer.getValue(), patience);
                var id = found.topicId();
                shapes.put(
                        answer.getKey(),
                        new Shape(
                                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                                found.partitions().size()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new KafkaAway("topic " + answer.getKey() + " cannot be looked at", e.getCause());
                }
            }
        }
        return shapes;
    }

    /// What a group has committed.
    ///
    /// @throws KafkaAway if the cluster did not answer in time
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return committed(group, PATIENCE);
    }

    /// The same, for those who wait for Kafka as long as they like.
    public Map<TopicPartition, OffsetAndMetadata> committed(String group, Duration patience) {
        try {
            var all = await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), patience);
            var committed = new HashMap<>(all);
            committed.values().removeIf(Objects::isNull);
            return committed;
        } catch (ExecutionException e) {
            throw new KafkaAway("the offsets of group " + group + " are not told", e.getCause());
        }
    }

    /// When the latest record of these partitions was appended; none if they are empty.
    ///
    /// @throws KafkaAway if the cluster did not answer in time
    public Optional<Instant> lastAppended(Collection<TopicPartition> partitions, Duration patience) {
        var wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.maxTimestamp()));
        try {
            return await(admin.listOffsets(wanted).all(), patience).values().stream()
                    .filter(found -> found.offset() >= 0)
                    .map(found -> Instant.ofEpochMilli(found.timestamp()))
                    .max(Comparator.naturalOrder());
        } catch (ExecutionException e) {
            throw new KafkaAway("when records were appended is not told", e.getCause());
        }
    }

    /// Forgets what a group has settled of topics that were deleted, where there are others of the same names now: it
    /// would skip records of these, or let a consumer wait for a leader epoch that only the earlier one had.
    ///
    /// @return false while the group has members, which keep it from that
    /// @throws KafkaAway if the cluster did not answer in time
    public boolean forgetEarlier(String group, Map<String, Shape> shapes) {
        var earlier = committed(group);
        earlier.entrySet().removeIf(each -> {
            var shape = shapes.get(each.getKey().topic());
            return shape == null || !SettledOffset.isOfAnother(each.getValue(), shape.id());
        });
        if (earlier.isEmpty()) {
            return true;
        }
        try {
            await(admin.deleteConsumerGroupOffsets(group, earlier.keySet()).all(), PATIENCE);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupSubscribedToTopicException) {
                return false;
            }
            throw new KafkaAway("the offsets of earlier topics are not forgotten", e.getCause());
        }
    }

    private void create(Map<String, NewTopic> missing) {
        for (var made : admin.createTopics(missing.values()).values().entrySet()) {
            try {
                await(made.getValue(), PATIENCE);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaAway("topic " + made.getKey() + " cannot be made", e.getCause());
                }
            }
        }
    }

    private NewTopic newTopic(Topic topic) {
        return switch (topic.retention()) {
            case FOR_EVER -> keptForEver(topic.name(), Map.of());
            case SEVEN_DAYS -> named(topic.name(), Map.of("retention.ms", WEEK, "segment.ms", DAY));
        };
    }

    /// Neither age nor size deletes anything, whatever the brokers' defaults are.
    private NewTopic keptForEver(String name, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("retention.ms", "-1");
        all.put("retention.bytes", "-1");
        return named(name, all);
    }

    /// Append time, since a producer's own time could have a record deleted as soon as it is written.
    private NewTopic named(String name, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("message.timestamp.type", "LogAppendTime");
        all.put("min.insync.replicas", copies >= 3 ? "2" : "1");
        return new NewTopic(name, PARTITIONS, copies).configs(all);
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> answer, Duration patience)
            throws ExecutionException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new KafkaAway("no answer within " + patience.toMillis() + " ms", null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("the wait was interrupted", null);
        }
    }
}
