package dev.orderly.messaging.event;

import static dev.orderly.messaging.event.Readings.READER;
import static dev.orderly.messaging.event.Readings.SEND;
import static dev.orderly.messaging.event.Readings.code;
import static dev.orderly.messaging.event.Readings.hash;
import static dev.orderly.messaging.event.Readings.malformed;
import static dev.orderly.messaging.event.Readings.valid;
import static dev.orderly.messaging.event.Records.command;
import static dev.orderly.messaging.event.Records.fact;
import static dev.orderly.messaging.event.Records.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Parcels.ParcelSent;
import dev.orderly.messaging.event.Parcels.SendParcel;
import org.junit.jupiter.api.Test;

final class EventReaderTest {

    @Test
    void a_message_without_the_aggregates_id_lends_its_own() {
        var event = valid(command("{\"type\":\"parcel.send\",\"id\":\"m-1\",\"data\":{\"grams\":5,\"stops\":[]}}"));
        assertThat(event.subject()).isEqualTo("m-1");
        assertThat(((SendParcel) event.data()).parcelId()).isEqualTo("m-1");
        assertThat(code(command("{\"type\":\"parcel.send\",\"id\":\"m 1\",\"data\":{\"grams\":5,\"stops\":[]}}")))
                .isEqualTo("schema:/id");
    }

    @Test
    void an_unknown_type_is_placed_and_skipped() {
        var record = fact("{\"type\":\"parcel.lost\",\"id\":\"m-1\",\"subject\":\"p-1\",\"sequence\":\"8\"}");
        assertThat(READER.read(record)).isInstanceOfSatisfying(Reading.Unknown.class, unknown -> {
            assertThat(unknown.envelope().subject()).isEqualTo("p-1");
            assertThat(unknown.envelope().sequence()).isEqualTo(8);
        });
        assertThat(READER.read(keyed(fact("{\"type\":\"x\"}"), "p-2")))
                .isInstanceOfSatisfying(
                        Reading.Unknown.class,
                        unknown -> assertThat(unknown.envelope().subject()).isEqualTo("p-2"));
    }

    @Test
    void what_is_of_no_concern_is_not_held_against_its_schema() {
        var wrong = fact("{\"type\":\"parcel.sent\",\"source\":\"/orderly/post\",\"data\":{}}");
        assertThat(READER.read(wrong, (source, _) -> !source.equals("/orderly/post")))
                .isInstanceOf(Reading.Passed.class);
        assertThat(READER.read(wrong, (_, type) -> type == ParcelSent.class)).isInstanceOf(Reading.Malformed.class);
        assertThat(READER.read(fact("not json"), (_, _) -> false)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void a_malformed_fact_says_whose_it_is() {
        var malformed = malformed(
                fact("{\"type\":\"parcel.sent\",\"id\":\"m-1\",\"subject\":\"p-1\",\"sequence\":\"3\",\"data\":{}}"));
        assertThat(malformed.envelope()).hasValueSatisfying(envelope -> {
            assertThat(envelope.id()).isEqualTo("m-1");
            assertThat(envelope.subject()).isEqualTo("p-1");
            assertThat(envelope.sequence()).isEqualTo(3);
        });
    }

    @Test
    void a_malformed_message_of_nobody_has_no_envelope() {
        assertThat(malformed(fact("{\"type\":\"parcel.sent\",\"sequence\":\"3\",\"data\":{}}"))
                        .envelope())
                .isEmpty();
        assertThat(malformed(fact("{")).envelope()).isEmpty();
        assertThat(malformed(keyed(fact("{\"type\":\"parcel.sent\",\"sequence\":3,\"data\":{}}"), "p-1"))
                        .envelope())
                .isEmpty();
    }

    @Test
    void the_hash_knows_equal_content_in_any_spelling() {
        var spelled =
                "{ \"data\" : {\"stops\":[],\"grams\":5,\"parcelId\":\"\\u0070-1\"}, \"type\":\"parcel.send\", \"id\":\"x\"}";
        assertThat(hash(command(spelled))).isEqualTo(hash(command(SEND)));
        assertThat(hash(command(SEND.replace("5", "6")))).isNotEqualTo(hash(command(SEND)));
        assertThat(hash(command(SEND.replace("5", "5,\"extra\":1")))).isNotEqualTo(hash(command(SEND)));
    }

    @Test
    void larger_records_than_256_kib_are_too_large() {
        assertThat(code(command(SEND + " ".repeat(262_144)))).isEqualTo("too-large");
    }
}
