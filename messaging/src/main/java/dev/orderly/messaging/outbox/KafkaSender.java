package dev.orderly.messaging.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Sends by an idempotent producer that never gives a record up by itself: one given up would let later ones of
/// its key overtake it. What may have arrived is decided by `reset`, which sends again from the table. Nothing more
/// is sent once a partition was found to have lost its end: what is missing there has to come first.
public final class KafkaSender implements Sender {
    private final Map<String, Object> settings;
    private final Consumer<String> cut;
    private final Ascent ascent = new Ascent();
    private volatile boolean isCut;
    private KafkaProducer<byte[], byte[]> producer;

    /// @param cut told, from any thread, of a partition, `topic-number`, that has lost its end
    public KafkaSender(Map<String, Object> connection, Consumer<String> cut) {
        this.cut = cut;
        settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_500);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 3 * 1024 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        producer = open();
    }

    @Override
    public void goesOnFrom(List<OutboxSource.Position> positions) {
        positions.forEach(each -> ascent.goesOnFrom(new TopicPartition(each.topic(), each.partition()), each.offset()));
    }

    @Override
    public void send(Page.Row row, Receipt receipt) {
        var record = new ProducerRecord<>(row.topic(), row.key(), row.payload());
        row.headers().forEach(h -> record.headers().add(new RecordHeader(h.name(), h.value())));
        if (isCut) {
            receipt.failed(new IllegalStateException("a topic has lost records"));
            return;
        }
        try {
            var _ = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    receipt.failed(failure);
                } else if (goesOn(metadata)) {
                    receipt.arrived(metadata.partition(), metadata.offset());
                } else {
                    receipt.failed(new IllegalStateException("the topic has lost records"));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            receipt.failed(e);
        }
    }

    private boolean goesOn(RecordMetadata metadata) {
        var partition = new TopicPartition(metadata.topic(), metadata.partition());
        if (ascent.goesOn(partition, metadata.offset())) {
            return true;
        }
        isCut = true;
        cut.accept(partition.toString());
        return false;
    }

    @Override
    public void reset() {
        producer.close(Duration.ZERO);
        producer = open();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private KafkaProducer<byte[], byte[]> open() {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
