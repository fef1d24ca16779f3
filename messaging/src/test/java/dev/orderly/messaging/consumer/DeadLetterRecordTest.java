package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.HeaderBytes;
import dev.orderly.messaging.store.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {
    private static final int TOPIC_LIMIT = 2 * 1024 * 1024;

    @Test
    void it_is_as_it_came_as_far_as_its_topic_takes_it() {
        var value = new byte[DeadLetterRecord.MOST - 100];
        var row = row(value, new Header("a", new byte[] {1}));
        assertThat(row.payload()).isSameAs(value);
        assertThat(row.headers()).extracting(Header::name).startsWith("a");
        assertThat(size(row)).isLessThan(TOPIC_LIMIT);
    }

    /// Kafka takes a record of any size if it is small when compressed. One that can never be sent stops all
    /// the others.
    @Test
    void what_its_topic_would_refuse_is_left_out_and_told_of() {
        for (var row : List.of(
                row(new byte[5_000_000]),
                row(new byte[TOPIC_LIMIT]),
                row(new byte[1], new Header("large", new byte[TOPIC_LIMIT])))) {
            assertThat(size(row)).isLessThan(TOPIC_LIMIT);
            assertThat(row.headers())
                    .filteredOn(header -> header.name().equals("dlt-detail"))
                    .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                    .singleElement()
                    .asString()
                    .startsWith("it is large (")
                    .contains("dead_letters");
        }
    }

    private static OutboxRow row(byte[] value, Header... headers) {
        var record = new Received(
                "box-commands", new UUID(1, 2), 0, 7, 0, Instant.EPOCH, new byte[] {1}, value, List.of(headers));
        return DeadLetterRecord.of(
                new DeadLetter(record, "box.put", "b", Reason.tooLarge("it is large"), 1, 0, "", 0), "boxes");
    }

    private static int size(OutboxRow row) {
        var key = row.key();
        var payload = row.payload();
        return HeaderBytes.of(row.headers()).length
                + (key == null ? 0 : key.length)
                + (payload == null ? 0 : payload.length);
    }
}
