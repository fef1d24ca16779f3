package dev.orderly.messaging.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionReaderTest {
    private final QuestionReader<GetThing.Ask> reader = new QuestionReader<>(GetThing.Ask.class);

    @Test
    void unknown_fields_are_ignored_and_missing_ones_are_absent() {
        assertThat(reader.read(bytes("{'thingId':'a','colour':{'red':1}}")))
                .isEqualTo(new GetThing.Ask("a", Optional.empty()));
    }

    @Test
    void parameters_of_a_url_are_texts_of_whatever_they_mean() {
        assertThat(reader.read(Map.of("thingId", "12", "limit", "5")))
                .isEqualTo(new GetThing.Ask("12", Optional.of(5)));
        assertThatThrownBy(() -> reader.read(Map.of("thingId", "12", "limit", "five")))
                .hasMessage("limit has the wrong type");
    }

    @Test
    void a_body_is_completed_by_the_url_but_not_contradicted() {
        assertThat(reader.read(bytes("{'limit':3}"), Map.of("thingId", "a")))
                .isEqualTo(new GetThing.Ask("a", Optional.of(3)));
        assertThat(reader.read(bytes("{'thingId':'a'}"), Map.of("thingId", "a")).thingId())
                .isEqualTo("a");
        assertThatThrownBy(() -> reader.read(bytes("{'thingId':'b'}"), Map.of("thingId", "a")))
                .hasMessage("thingId differs between URL and body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                               | the request is empty; send a JSON object",
                "[]                             | the request must be a JSON object",
                "null                           | the request must be a JSON object",
                "{'thingId':'a'} {}             | the request is not one JSON object",
                "{'thingId':'a','thingId':'b'}  | the request is not strict JSON: line 1, column 25",
                "{thingId:1}                    | the request is not strict JSON: line 1, column 2",
                "{}                             | thingId is missing",
                "{'thingId':null}               | thingId is missing",
                "{'thingId':''}                 | thingId must be an id: [A-Za-z0-9._:-]{1,64}",
                "{'thingId':'a b'}              | thingId must be an id: [A-Za-z0-9._:-]{1,64}",
                "{'thingId':7}                  | thingId has the wrong type",
                "{'thingId':true}               | thingId has the wrong type",
                "{'thingId':['s3cret']}         | thingId has the wrong type",
                "{'thingId':'a','limit':'5'}    | limit has the wrong type",
                "{'thingId':'a','limit':1.5}    | limit has the wrong type",
            })
    void what_is_not_strict_is_told_without_quoting_it(String json, String detail) {
        var text = json == null ? "" : json;
        assertThatThrownBy(() -> reader.read(bytes(text)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith(detail);
    }

    @Test
    void depth_is_bounded() {
        var deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
        assertThatThrownBy(() -> reader.read(deep.getBytes(UTF_8))).isInstanceOf(InvalidRequest.class);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
