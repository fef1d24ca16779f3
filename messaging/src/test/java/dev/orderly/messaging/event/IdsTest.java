package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:24:31.120Z");

    @Test
    void a_new_id_is_a_uuid_7_of_the_clock() {
        var id = new Ids(InstantSource.fixed(NOW), new Random(1)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void the_same_clock_and_seed_give_the_same_ids() {
        var ids = new Ids(InstantSource.fixed(NOW), new Random(1));
        var again = new Ids(InstantSource.fixed(NOW), new Random(1));
        assertThat(ids.next()).isEqualTo(again.next()).isNotEqualTo(ids.next());
    }

    @Test
    void later_ids_sort_later() {
        var early = new Ids(InstantSource.fixed(NOW), new Random(1)).next();
        var late = new Ids(InstantSource.offset(InstantSource.fixed(NOW), Duration.ofMillis(1)), new Random(2)).next();
        assertThat(early.toString()).isLessThan(late.toString());
    }

    @Test
    void a_derived_id_is_a_uuid_5_that_tells_every_part_apart() {
        var id = Ids.following("m-1", "credit.reserve", "ada", 1);
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).isEqualTo(Ids.following("m-1", "credit.reserve", "ada", 1));
        assertThat(Stream.of(
                                id,
                                Ids.following("m-2", "credit.reserve", "ada", 1),
                                Ids.following("m-1", "credit.release", "ada", 1),
                                Ids.following("m-1", "credit.reserve", "bob", 1),
                                Ids.following("m-1", "credit.reserve", "ada", 2),
                                Ids.following("m-1credit", ".reserve", "ada", 1),
                                Ids.notification("welcome", "ada"),
                                Ids.notification("order-confirmed", "ada"))
                        .distinct())
                .hasSize(8);
    }

    @Test
    void derived_ids_stay_what_they_are_for_ever() {
        assertThat(Ids.notification("welcome", "ada")).hasToString("4db436d6-8575-50a9-a7fd-5775e8667c9e");
        assertThat(Ids.following("m-1", "credit.reserve", "ada", 1))
                .hasToString("b11dca00-e05b-5408-975d-69bfa7ed669d");
    }

    @Test
    void a_record_without_id_is_named_by_where_it_lies_and_what_it_holds() {
        var record = Records.keyed(Records.command("{}"), "k");
        assertThat(Ids.of(record)).isEqualTo(Ids.of(Records.keyed(Records.command("{}"), "k")));
        assertThat(Stream.of(
                                record,
                                Records.keyed(record, "l"),
                                Records.valued(record, Records.utf8("[]")),
                                moved(record, new UUID(9, 9), 3, 42, record.appended()),
                                moved(record, record.topicId(), 4, 42, record.appended()),
                                moved(record, record.topicId(), 3, 43, record.appended()),
                                moved(
                                        record,
                                        record.topicId(),
                                        3,
                                        42,
                                        record.appended().plusMillis(1)))
                        .map(Ids::of)
                        .distinct())
                .hasSize(7);
    }

    private static Received moved(Received record, UUID topicId, int partition, long offset, Instant appended) {
        return new Received(
                record.topic(),
                topicId,
                partition,
                offset,
                record.leaderEpoch(),
                appended,
                record.key(),
                record.value(),
                List.of());
    }
}
