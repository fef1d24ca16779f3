package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandledPlacesTest {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Arriving arriving = Arriving.somewhere();
    private final JdbcStore store = new JdbcStore(database.source(), List.of());
    private final Connection connection;

    HandledPlacesTest() throws SQLException {
        connection = database.source().getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void they_have_what_the_inbox_calls_a_duplicate_and_nothing_else() throws SQLException {
        var random = new Random(1);
        for (int i = 0; i < 20; i++) {
            var from = random.nextInt(40);
            var span = arriving.span(random.nextInt(2), random.nextInt(4), from, from + 1 + random.nextInt(4));
            store.transact(t -> t.admit(new Arrivals(List.of(), List.of(span))));
        }
        var places = HandledPlaces.of(connection, arriving.topicId());
        for (int partition = 0; partition < 3; partition++) {
            for (int epoch = Received.NO_EPOCH; epoch < 5; epoch++) {
                for (int offset = 0; offset < 50; offset++) {
                    var record = record(arriving.topicId(), partition, epoch, offset);
                    assertThat(places.has(record))
                            .as(record.toString())
                            .isEqualTo(isDuplicate(partition, epoch, offset));
                }
            }
        }
    }

    @Test
    void they_are_those_of_one_topic_and_not_of_another_of_its_name() throws SQLException {
        store.transact(t -> t.admit(new Arrivals(List.of(), List.of(arriving.span(0, 0, 9)))));
        var again = UUID.randomUUID();
        assertThat(HandledPlaces.of(connection, arriving.topicId()).has(record(arriving.topicId(), 0, 0, 1)))
                .isTrue();
        assertThat(HandledPlaces.of(connection, again).has(record(again, 0, 0, 1)))
                .isFalse();
    }

    private boolean isDuplicate(int partition, int epoch, long offset) throws SQLException {
        var asked = List.of(arriving.nameless(partition, epoch, offset));
        return new Inquiry(connection).admit(asked).equals(List.of(Admission.DUPLICATE));
    }

    private static Received record(UUID topicId, int partition, int epoch, long offset) {
        return new Received("boxes", topicId, partition, offset, epoch, Instant.EPOCH, null, null, List.of());
    }
}
