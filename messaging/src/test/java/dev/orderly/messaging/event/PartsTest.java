package dev.orderly.messaging.event;

import static dev.orderly.messaging.event.Readings.SEND;
import static dev.orderly.messaging.event.Readings.code;
import static dev.orderly.messaging.event.Readings.malformed;
import static dev.orderly.messaging.event.Readings.valid;
import static dev.orderly.messaging.event.Records.command;
import static dev.orderly.messaging.event.Records.fact;
import static dev.orderly.messaging.event.Records.headed;
import static dev.orderly.messaging.event.Records.keyed;
import static dev.orderly.messaging.event.Records.utf8;
import static dev.orderly.messaging.event.Records.valued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Parcels.ParcelSent;
import dev.orderly.messaging.event.Parcels.Way;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartsTest {

    @Test
    void binary_mode_has_its_attributes_in_headers() {
        var record =
                headed(valued(fact(""), utf8("{\"parcelId\":\"p-1\",\"by\":\"on-foot\"}")), "ce_type", "parcel.sent");
        var attributes = Map.of(
                "specversion",
                "1.0",
                "id",
                "m-1",
                "source",
                "/x",
                "sequence",
                "2",
                "sagaid",
                "s",
                "sagastep",
                "t",
                "sagaattempt",
                "3");
        for (var attribute : attributes.entrySet()) {
            record = headed(record, "ce_" + attribute.getKey(), attribute.getValue());
        }
        record = headed(record, "content-type", "application/json");
        var event = valid(record);
        assertThat(event.data()).isEqualTo(new ParcelSent("p-1", Way.ON_FOOT));
        assertThat(event.id()).isEqualTo("m-1");
        assertThat(event.sequence()).isEqualTo(2);
        assertThat(event.envelope().saga()).contains(new SagaRef("s", "t", 3));
        assertThat(code(headed(record, "ce_time", "today"))).isEqualTo("schema:/time");
        assertThat(code(headed(record, "content-type", "text/plain"))).isEqualTo("schema:/datacontenttype");
        assertThat(malformed(keyed(valued(record, utf8("{")), "p-1"))).satisfies(malformed -> {
            assertThat(malformed.reason().code()).isEqualTo("json");
            assertThat(malformed.envelope())
                    .hasValueSatisfying(
                            envelope -> assertThat(envelope.sequence()).isEqualTo(2));
        });
    }

    @Test
    void structured_mode_wins_where_the_content_type_says_so() {
        var record = headed(
                headed(command(SEND), "content-type", "application/cloudevents+json; charset=UTF-8"), "ce_type", "x");
        assertThat(valid(record).type()).isEqualTo("parcel.send");
        assertThat(valid(headed(command(SEND), "content-type", "application/json"))
                        .type())
                .isEqualTo("parcel.send");
    }

    @Test
    void nothing_to_read_is_empty() {
        assertThat(code(valued(command(""), null))).isEqualTo("empty");
        assertThat(code(command(""))).isEqualTo("empty");
        assertThat(code(headed(command(""), "ce_type", "parcel.send"))).isEqualTo("empty");
        assertThat(code(command("  "))).isEqualTo("json");
    }
}
