package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// What a service put aside.
record DeadLetters(Topics topics, String service) {

    /// The one that a record became, once it is there.
    ConsumerRecord<byte[], byte[]> only(RecordMetadata sent) {
        await("dead letter").until(() -> !of(sent).isEmpty());
        return of(sent).getFirst();
    }

    /// Never more than one.
    List<ConsumerRecord<byte[], byte[]>> of(RecordMetadata sent) {
        var letters = history(sent);
        assertThat(letters).hasSizeLessThan(2);
        return letters;
    }

    /// All that the topic tells about it, decisions, too.
    List<ConsumerRecord<byte[], byte[]>> history(RecordMetadata sent) {
        return topics.facts(service + "-dlt").stream()
                .map(Fact::record)
                .filter(letter -> text(letter, "kafka_dlt-original-topic").equals(sent.topic()))
                .filter(letter -> number(letter, "kafka_dlt-original-partition").getInt() == sent.partition())
                .filter(letter -> number(letter, "kafka_dlt-original-offset").getLong() == sent.offset())
                .toList();
    }

    static ByteBuffer number(ConsumerRecord<byte[], byte[]> letter, String header) {
        return ByteBuffer.wrap(letter.headers().lastHeader(header).value());
    }

    static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), UTF_8);
    }
}
