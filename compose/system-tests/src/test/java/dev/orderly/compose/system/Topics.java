package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes to topics as any user would, and reads them whole.
final class Topics implements AutoCloseable {
    private static final int PARTITIONS = 12;
    private static final Map<String, List<String>> READ = Map.of(
            "user-events", List.of("user-commands", "user-events", "order-events"),
            "order-service", List.of("order-commands", "order-replies", "user-events", "notification-events"),
            "notification-service", List.of("notification-commands", "user-events"));
    private static final Duration POLL = Duration.ofMillis(50);

    final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Tail> tails = new HashMap<>();

    /// What was read so far, by partition and offset.
    private record Tail(List<Fact> facts, Map<TopicPartition, Long> next) {}

    Topics(String servers) {
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest", "fetch.max.wait.ms", 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// One line, as the console producer sends it: no headers. Returns when Kafka has it.
    RecordMetadata send(String topic, String key, String line) {
        return send(new ProducerRecord<>(topic, key.getBytes(UTF_8), line.getBytes(UTF_8)));
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return done(producer.send(record));
    }

    /// Sends without waiting; [#flush()] waits for all.
    void toss(String topic, String key, String line) {
        var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), line.getBytes(UTF_8)));
    }

    /// The same, to a partition of one's choice.
    void toss(String topic, int partition, String key, String line) {
        var _ = producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), line.getBytes(UTF_8)));
    }

    void flush() {
        producer.flush();
    }

    /// Every record that the topic has now; those of one partition in order.
    synchronized List<Fact> facts(String topic) {
        var partitions = partitions(topic);
        var tail = tails.computeIfAbsent(topic, _ -> new Tail(new ArrayList<>(), new HashMap<>()));
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        partitions.forEach(each -> consumer.seek(each, tail.next.getOrDefault(each, 0L)));
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
            consumer.poll(POLL).forEach(record -> tail.facts.add(Fact.of(record)));
        }
        partitions.forEach(each -> tail.next.put(each, consumer.position(each)));
        return List.copyOf(tail.facts);
    }

    /// Begins to read anew: the topics are others now, or have lost what was read.
    synchronized void forget() {
        tails.clear();
    }

    /// Those about one subject.
    List<Fact> facts(String topic, String subject) {
        return facts(topic).stream()
                .filter(fact -> fact.subject().equals(subject))
                .toList();
    }

    /// How many records of the topics that a service reads it has yet to settle.
    long lag(String group) {
        var committed = done(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture());
        var partitions = readBy(group).stream()
                .flatMap(topic -> partitions(topic).stream())
                .toList();
        synchronized (this) {
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
                    .sum();
        }
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    /// The topics that a service reads.
    static List<String> readBy(String service) {
        return READ.getOrDefault(service, List.of());
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        admin.close();
    }
}
