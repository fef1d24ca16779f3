package dev.orderly.messaging.event;

import static dev.orderly.messaging.event.Readings.SEND;
import static dev.orderly.messaging.event.Readings.code;
import static dev.orderly.messaging.event.Readings.malformed;
import static dev.orderly.messaging.event.Readings.valid;
import static dev.orderly.messaging.event.Records.command;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaCheckTest {

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
    @ValueSource(strings = {"1e999999999", "-1E+999999999", "1e-999999999", "99999999999999999999"})
    void huge_numbers_are_refused_at_once(String number) {
        assertThat(code(command(SEND.replace("5", number)))).isEqualTo("schema:/data/grams");
        assertThat(code(command(SEND.replace("\"p-1\"", number)))).isEqualTo("schema:/data/parcelId");
        assertThat(valid(command(SEND.replace("5", "5,\"extra\":" + number))).subject())
                .isEqualTo("p-1");
    }

    @Test
    void details_name_fields_and_never_values() {
        var detail =
                malformed(command(SEND.replace("5", "\"secret\""))).reason().detail();
        assertThat(detail).isEqualTo("data.grams must be of type integer");
        assertThat(detail("parcelId", "\"se cret\"")).isEqualTo("data.parcelId must be a parcel id, such as p-1");
        assertThat(detail("currency", "\"secret\"")).isEqualTo("data.currency must be text as iso-4217 has it");
        assertThat(detail("stops", "[{}]")).isEqualTo("data.stops[0].town is missing");
    }

    private static String detail(String field, String value) {
        var stops = field.equals("stops") ? "" : ",\"stops\":[]";
        var json = "{\"type\":\"parcel.send\",\"data\":{\"grams\":5" + stops + ",\"" + field + "\":" + value + "}}";
        return malformed(command(json)).reason().detail();
    }
}
