package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.orderly.messaging.event.Parcels.SendParcel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyReaderTest {
    private static final BodyReader<SendParcel> READER =
            new BodyReader<>(new MessageType<>("parcel.send", 1, SendParcel.class));

    @Test
    void data_alone_is_read_with_its_defaults() {
        assertThat(READER.read(Records.utf8("{\"grams\":5,\"stops\":[],\"more\":true}")))
                .isEqualTo(new BodyReader.Result.Valid<>(new SendParcel("", 5, "EUR", Optional.empty(), List.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{             | json",
                "null          | schema:",
                "[]            | schema:",
                "{'grams':5}   | missing:/stops",
                "{'grams':5,'stops':[{}]}        | missing:/stops/0/town",
                "{'grams':'5','stops':[]}        | schema:/grams",
                "{'grams':5.0,'stops':[]}        | schema:/grams"
            })
    void what_is_wrong_is_named_from_the_documents_start(String json, String code) {
        assertThat(READER.read(Records.utf8(json.replace('\'', '"'))))
                .isInstanceOfSatisfying(
                        BodyReader.Result.Malformed.class,
                        malformed -> assertThat(malformed.reason().code()).isEqualTo(code));
    }

    @Test
    void a_type_without_schema_is_refused_at_start() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new BodyReader<>(new MessageType<>("parcel.lost", 1, SendParcel.class)))
                .withMessageContaining("/schemas/parcel.lost.1.json");
    }
}
