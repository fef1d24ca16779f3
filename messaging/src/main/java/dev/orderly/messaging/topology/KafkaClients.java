package dev.orderly.messaging.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Kafka consumers as a service needs them.
public final class KafkaClients {
    private static final int BATCH = 2_000;

    private final String service;
    private final Map<String, Object> connection;

    public KafkaClients(String service, Map<String, Object> connection) {
        this.service = service;
        this.connection = Map.copyOf(connection);
    }

    public Map<String, Object> connection() {
        return connection;
    }

    /// A member of the service's group. The classic protocol, since it has the lower latency; offsets are committed by
    /// hand, when everything that follows from a message is in Kafka.
    public Consumer<byte[], byte[]> member() {
        var settings = settings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        return consumer(settings);
    }

    /// For a look at topics outside any group.
    public Consumer<byte[], byte[]> lone() {
        return consumer(settings());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
