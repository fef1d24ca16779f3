package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.outbox.Page;
import dev.orderly.messaging.store.BoxDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordsThereTest {
    private static final List<Header> HEADERS = List.of(new Header("h", new byte[] {1}), new Header("n", null));

    private final BoxDatabase database = BoxDatabase.fresh();
    private final Connection connection = database.connect();
    private final RecordsThere there = new RecordsThere(connection);

    RecordsThereTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void a_row_is_there_if_a_record_has_its_topic_key_value_and_headers() throws SQLException {
        there.add(List.of(
                record("t", "a", "value", HEADERS),
                record("t", null, null, List.of()),
                record("t", "a", "value", HEADERS)));

        var rows = List.of(
                row(1, "t", "a", "value", HEADERS),
                row(2, "u", "a", "value", HEADERS),
                row(3, "t", "b", "value", HEADERS),
                row(4, "t", "a", "other", HEADERS),
                row(5, "t", "a", "value", List.of()),
                row(6, "t", null, null, List.of()),
                row(7, "t", null, "", List.of()));
        assertThat(there.missing(rows)).extracting(Page.Row::id).containsExactly(2L, 3L, 4L, 5L, 7L);
    }

    private static Received record(String topic, @Nullable String key, @Nullable String value, List<Header> headers) {
        return new Received(topic, new UUID(1, 1), 0, 0, 0, Instant.EPOCH, bytes(key), bytes(value), headers);
    }

    private static Page.Row row(
            long id, String topic, @Nullable String key, @Nullable String value, List<Header> headers) {
        return new Page.Row(id, topic, bytes(key), bytes(value), headers);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
