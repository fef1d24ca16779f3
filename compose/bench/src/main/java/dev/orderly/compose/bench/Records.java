package dev.orderly.compose.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// What topics have, and how far groups have settled it.
final class Records implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final Admin admin;

    Records(String kafka) {
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    /// How many were written to a topic of which nothing was deleted.
    long count(String topic) throws InterruptedException {
        return total(ends(topic));
    }

    void awaitNoLag(String group) throws InterruptedException {
        while (lag(group) > 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private long lag(String group) throws InterruptedException {
        var committed = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var settled =
                committed.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
        return total(ends(committed.keySet())) - settled;
    }

    /// As if a group, which has no members now, had handled all of a topic.
    void settleAll(String group, String topic) throws InterruptedException {
        get(admin.alterConsumerGroupOffsets(
                        group,
                        ends(topic).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))))
                .all());
    }

    void delete(String topic) throws InterruptedException {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    private Map<TopicPartition, Long> ends(String topic) throws InterruptedException {
        var found = get(admin.describeTopics(List.of(topic)).allTopicNames());
        return ends(found.values().stream()
                .flatMap(each -> each.partitions().stream())
                .map(each -> new TopicPartition(topic, each.partition()))
                .collect(Collectors.toSet()));
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) throws InterruptedException {
        var ends = get(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest())))
                .all());
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static long total(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <R> R get(KafkaFuture<R> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
