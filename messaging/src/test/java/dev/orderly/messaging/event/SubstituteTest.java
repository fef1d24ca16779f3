package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SubstituteTest {
    private static final UUID ID = new UUID(7, 7);

    @Test
    void a_mended_message_keeps_what_is_in_it_and_follows_from_the_one_that_came() {
        var dead = record("{\"id\":\"m-1\"}", List.of());
        var value =
                "{\"id\":\"m-1\",\"type\":\"t\",\"correlationid\":\"c\",\"data\":{\"n\":1.50,\"big\":12345678901234567890}}";
        var mended = text(Substitute.mended(dead, bytes(value), ID));
        assertThat(mended)
                .isEqualTo("{\"id\":\"%s\",\"type\":\"t\",\"correlationid\":\"c\",".formatted(ID)
                        + "\"data\":{\"n\":1.50,\"big\":12345678901234567890},\"causationid\":\"m-1\"}");
    }

    /// Else it would have another each time it is read.
    @Test
    void one_that_came_without_an_id_is_known_by_the_id_that_readers_make_up() {
        var dead = record("no json", List.of());
        var mended = JsonMapper.shared().readTree(text(Substitute.mended(dead, bytes("{}"), ID)));
        assertThat(mended.path("causationid").asString()).isEqualTo(Ids.of(dead).toString());
        assertThat(mended.path("correlationid").asString())
                .isEqualTo(Ids.of(dead).toString());
    }

    @Test
    void in_binary_mode_the_value_stays_as_it_is_edited() {
        var headers = List.of(header("ce_type", "t"), header("ce_id", "m-1"), header("ce_causationid", "c-1"));
        var mended = Substitute.mended(record("{", headers), bytes("{\"n\": 1}"), ID);
        assertThat(text(mended)).isEqualTo("{\"n\": 1}");
        assertThat(mended.headers())
                .extracting(each -> each.name() + "=" + new String(each.value(), StandardCharsets.UTF_8))
                .containsExactly("ce_type=t", "ce_id=" + ID, "ce_causationid=m-1", "ce_correlationid=m-1");
    }

    @Test
    void what_is_no_json_object_stays_as_it_is() {
        for (var value : List.of("", "no json", "[]", "{\"a\":1,\"a\":2}")) {
            assertThat(text(Substitute.mended(record("{}", List.of()), bytes(value), ID)))
                    .isEqualTo(value);
        }
    }

    @Test
    void one_that_only_counts_is_of_a_type_that_nobody_knows_at_the_same_place_and_number() {
        var topic = new Topic("parcels", Topic.Retention.FOR_EVER, List.of());
        var dead = record("{\"id\":\"m-1\",\"source\":\"/owner\"}", List.of());
        var reading = new EventReader(List.of(topic)).read(Substitute.counting(dead, "parcel", "p-1", 3));
        assertThat(reading).isInstanceOfSatisfying(Reading.Unknown.class, unknown -> {
            assertThat(unknown.envelope().type()).startsWith("parcel.");
            assertThat(unknown.envelope().source()).isEqualTo("/owner");
            assertThat(unknown.envelope().subject()).isEqualTo("p-1");
            assertThat(unknown.envelope().sequence()).isEqualTo(3);
        });
    }

    private static Received record(String value, List<Header> headers) {
        return new Received("parcels", new UUID(1, 2), 0, 7, 0, Instant.EPOCH, null, bytes(value), headers);
    }

    private static String text(Received record) {
        var value = record.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Header header(String name, String value) {
        return new Header(name, bytes(value));
    }
}
