package dev.orderly.messaging.event;

import static dev.orderly.messaging.event.Records.command;
import static dev.orderly.messaging.event.Records.fact;
import static dev.orderly.messaging.event.Records.headed;
import static dev.orderly.messaging.event.Records.keyed;
import static dev.orderly.messaging.event.Records.utf8;
import static dev.orderly.messaging.event.Records.valued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Parcels.ParcelSent;
import dev.orderly.messaging.event.Parcels.SendParcel;
import dev.orderly.messaging.event.Parcels.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
    private static final EventReader READER = new EventReader(List.of(Parcels.COMMANDS, Parcels.EVENTS));
    private static final String SEND =
            "{\"type\":\"parcel.send\",\"data\":{\"parcelId\":\"p-1\",\"grams\":5,\"stops\":[]}}";

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
    void a_message_without_the_aggregates_id_lends_its_own() {
        var event = valid(command("{\"type\":\"parcel.send\",\"id\":\"m-1\",\"data\":{\"grams\":5,\"stops\":[]}}"));
        assertThat(event.subject()).isEqualTo("m-1");
        assertThat(((SendParcel) event.data()).parcelId()).isEqualTo("m-1");
        assertThat(code(command("{\"type\":\"parcel.send\",\"id\":\"m 1\",\"data\":{\"grams\":5,\"stops\":[]}}")))
                .isEqualTo("schema:/id");
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
    void nothing_to_read_is_empty() {
        assertThat(code(valued(command(""), null))).isEqualTo("empty");
        assertThat(code(command(""))).isEqualTo("empty");
        assertThat(code(headed(command(""), "ce_type", "parcel.send"))).isEqualTo("empty");
        assertThat(code(command("  "))).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                  | json",
                "5                                   | json",
                "{}                                  | type",
                "{'type':5}                          | type",
                "{'type':null}                       | type",
                "{'type':''}                         | type",
                "{'type':'parcel.send'}              | missing:/data",
                "{'type':'parcel.send','data':null}  | missing:/data",
                "{'type':'parcel.send','data':[]}    | schema:/data",
                "{'type':'parcel.send','data':'x'}   | schema:/data",
                "{'type':'parcel.send','data':{'stops':[]}}                                     | missing:/data/grams",
                "{'type':'parcel.send','data':{'grams':0,'stops':[{}]}}                         | missing:/data/stops/0/town",
                "{'type':'parcel.send','data':{'grams':'5','stops':[]}}                         | schema:/data/grams",
                "{'type':'parcel.send','data':{'grams':1.0,'stops':[]}}                         | schema:/data/grams",
                "{'type':'parcel.send','data':{'grams':1e2,'stops':[]}}                         | schema:/data/grams",
                "{'type':'parcel.send','data':{'grams':true,'stops':[]}}                        | schema:/data/grams",
                "{'type':'parcel.send','data':{'grams':30001,'stops':[]}}                       | schema:/data/grams",
                "{'type':'parcel.send','data':{'grams':5,'stops':{}}}                           | schema:/data/stops",
                "{'type':'parcel.send','data':{'grams':5,'stops':[],'note':null}}               | schema:/data/note",
                "{'type':'parcel.send','data':{'grams':5,'stops':[],'note':7}}                  | schema:/data/note",
                "{'type':'parcel.send','data':{'grams':5,'stops':[],'currency':'EUX'}}          | schema:/data/currency",
                "{'type':'parcel.send','data':{'grams':5,'stops':[],'parcelId':'a b'}}          | schema:/data/parcelId",
                "{'type':'parcel.send','data':{'grams':5,'stops':[],'parcelId':'a\\n'}}         | schema:/data/parcelId",
                "{'type':'parcel.send','data':{'grams':5,'stops':[{'town':'x'},{'town':''}]}}   | schema:/data/stops/1/town",
                "{'type':'parcel.send','data':{'grams':0,'note':'123456789012345678901','stops':[]}} | schema:/data/note"
            })
    void what_is_wrong_has_a_code_and_a_pointer(String json, String code) {
        assertThat(code(command(json.replace('\'', '"')))).isEqualTo(code);
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

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E+999999999", "1e-999999999", "99999999999999999999"})
    void huge_numbers_are_refused_at_once(String number) {
        assertThat(code(command(SEND.replace("5", number)))).isEqualTo("schema:/data/grams");
        assertThat(code(command(SEND.replace("\"p-1\"", number)))).isEqualTo("schema:/data/parcelId");
        assertThat(valid(command(SEND.replace("5", "5,\"extra\":" + number))).subject())
                .isEqualTo("p-1");
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
    void commands_have_no_sequence_even_if_they_say_so() {
        var numbered = SEND.replace("{\"type\"", "{\"sequence\":\"4\",\"type\"");
        assertThat(valid(command(numbered)).sequence()).isZero();
        assertThat(malformed(keyed(command(numbered.replace("grams", "g")), "p-1"))
                        .envelope())
                .hasValueSatisfying(envelope -> assertThat(envelope.sequence()).isZero());
    }

    @Test
    void details_name_fields_and_never_values() {
        var detail =
                malformed(command(SEND.replace("5", "\"secret\""))).reason().detail();
        assertThat(detail).isEqualTo("data.grams must be of type integer");
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

    private static Event<?> valid(Received record) {
        assertThat(READER.read(record)).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) READER.read(record)).event();
    }

    private static byte[] hash(Received record) {
        return ((Reading.Valid) READER.read(record)).contentHash();
    }

    private static Reading.Malformed malformed(Received record) {
        assertThat(READER.read(record)).isInstanceOf(Reading.Malformed.class);
        return (Reading.Malformed) READER.read(record);
    }

    private static String code(Received record) {
        return malformed(record).reason().code();
    }
}
