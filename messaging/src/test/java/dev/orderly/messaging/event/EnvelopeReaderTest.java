package dev.orderly.messaging.event;

import static dev.orderly.messaging.event.Readings.SEND;
import static dev.orderly.messaging.event.Readings.code;
import static dev.orderly.messaging.event.Readings.malformed;
import static dev.orderly.messaging.event.Readings.valid;
import static dev.orderly.messaging.event.Records.command;
import static dev.orderly.messaging.event.Records.fact;
import static dev.orderly.messaging.event.Records.headed;
import static dev.orderly.messaging.event.Records.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Parcels.ParcelSent;
import dev.orderly.messaging.event.Parcels.SendParcel;
import dev.orderly.messaging.event.Parcels.Way;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvelopeReaderTest {

    @Test
    void the_shortest_message_is_read_with_defaults() {
        var event = valid(command(SEND));
        assertThat(event.data()).isEqualTo(new SendParcel("p-1", 5, "EUR", Optional.empty(), List.of()));
        var envelope = event.envelope();
        assertThat(envelope.id()).isEqualTo(Ids.of(command(SEND)).toString());
        assertThat(envelope.source()).isEqualTo("/kafka/parcel-commands");
        assertThat(envelope.subject()).isEqualTo("p-1");
        assertThat(envelope.time()).isEqualTo(Records.APPENDED);
        assertThat(envelope.dataSchema()).isEqualTo("urn:orderly:parcel.send:1");
        assertThat(envelope.sequence()).isZero();
        assertThat(envelope.correlationId()).isEqualTo(envelope.id());
        assertThat(envelope.causationId()).isEmpty();
        assertThat(envelope.saga()).isEmpty();
        assertThat(envelope.trace()).isEqualTo(Trace.startedBy(envelope.id()));
    }

    @Test
    void a_full_envelope_is_read_as_it_is() {
        var event = valid(fact("""
                {"specversion":"1.0","id":"m-1","source":"/orderly/parcels","type":"parcel.sent","subject":"p-1",
                 "time":"2026-11-21T10:24:31.120001Z","datacontenttype":"application/json; charset=utf-8",
                 "dataschema":"urn:orderly:parcel.sent:2","sequence":"7","correlationid":"c-1","causationid":"c-2",
                 "sagaid":"s-1","sagastep":"send","sagaattempt":2,"extra":{"a":1},
                 "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                 "data":{"parcelId":"p-1","by":"by-sea","more":[1.5]}}"""));
        assertThat(event.data()).isEqualTo(new ParcelSent("p-1", Way.BY_SEA));
        assertThat(event.envelope())
                .isEqualTo(new Envelope(
                        "m-1",
                        "/orderly/parcels",
                        "parcel.sent",
                        "p-1",
                        Records.APPENDED.plusNanos(1_000),
                        "urn:orderly:parcel.sent:2",
                        7,
                        "c-1",
                        Optional.of("c-2"),
                        Optional.of(new SagaRef("s-1", "send", 2)),
                        new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")));
    }

    @Test
    void null_attributes_are_missing_ones() {
        var event =
                valid(command(SEND.replace("{\"type\"", "{\"id\":null,\"time\":null,\"sagaattempt\":null,\"type\"")));
        assertThat(event.envelope().time()).isEqualTo(Records.APPENDED);
    }

    @Test
    void the_header_says_the_trace_before_the_envelope() {
        var inHeader = "00-11111111111111111111111111111111-1111111111111111-01";
        var inEnvelope = "00-22222222222222222222222222222222-2222222222222222-01";
        var record = command(SEND.replace("{\"type\"", "{\"traceparent\":\"" + inEnvelope + "\",\"type\""));
        assertThat(valid(record).envelope().trace().traceparent()).isEqualTo(inEnvelope);
        assertThat(valid(headed(record, "traceparent", inHeader))
                        .envelope()
                        .trace()
                        .traceparent())
                .isEqualTo(inHeader);
        assertThat(valid(headed(command(SEND), "traceparent", "rubbish"))
                        .envelope()
                        .trace())
                .isEqualTo(Trace.startedBy(Ids.of(command(SEND)).toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'specversion':'0.3'     | schema:/specversion",
                "'specversion':1.0       | schema:/specversion",
                "'id':5                  | schema:/id",
                "'id':''                 | schema:/id",
                "'source':''             | schema:/source",
                "'source':{}             | schema:/source",
                "'subject':'p-2'         | schema:/subject",
                "'subject':''            | schema:/subject",
                "'subject':1             | schema:/subject",
                "'time':'today'          | schema:/time",
                "'time':1700000000       | schema:/time",
                "'datacontenttype':'text/xml'  | schema:/datacontenttype",
                "'dataschema':'urn:orderly:parcel.sent:3' | schema:/dataschema",
                "'dataschema':'urn:orderly:parcel.send:1' | schema:/dataschema",
                "'sequence':1            | schema:/sequence",
                "'sequence':'0'          | schema:/sequence",
                "'sequence':'01'         | schema:/sequence",
                "'sequence':'9999999999999999999' | schema:/sequence",
                "'correlationid':''      | schema:/correlationid",
                "'causationid':[]        | schema:/causationid",
                "'sagaid':7              | schema:/sagaid",
                "'sagastep':''           | schema:/sagastep",
                "'sagaattempt':'1'       | schema:/sagaattempt",
                "'sagaattempt':0         | schema:/sagaattempt"
            })
    void wrong_attributes_are_named(String attribute, String code) {
        var json = "{" + attribute + ",'type':'parcel.sent','data':{'parcelId':'p-1','by':'on-foot'}}";
        assertThat(code(fact(json.replace('\'', '"')))).isEqualTo(code);
    }

    @Test
    void foreign_ids_are_taken_up_to_200_characters() {
        assertThat(valid(command(SEND.replace("{\"type\"", "{\"id\":\"" + "é".repeat(200) + "\",\"type\"")))
                        .id())
                .hasSize(200);
        assertThat(code(command(SEND.replace("{\"type\"", "{\"id\":\"" + "é".repeat(201) + "\",\"type\""))))
                .isEqualTo("schema:/id");
    }

    @Test
    void commands_have_no_sequence_even_if_they_say_so() {
        var numbered = SEND.replace("{\"type\"", "{\"sequence\":\"4\",\"type\"");
        assertThat(valid(command(numbered)).sequence()).isZero();
        assertThat(malformed(keyed(command(numbered.replace("grams", "g")), "p-1"))
                        .envelope())
                .hasValueSatisfying(envelope -> assertThat(envelope.sequence()).isZero());
    }
}
