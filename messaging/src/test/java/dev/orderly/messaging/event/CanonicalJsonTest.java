package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalJsonTest {

    @Test
    void fields_are_sorted_and_white_space_is_gone() {
        assertThat(canonical("{ \"b\" : [ 1 , {\"d\":null,\"c\":true} ], \"a\":\"x\" }"))
                .isEqualTo("{\"a\":\"x\",\"b\":[1,{\"c\":true,\"d\":null}]}");
    }

    @Test
    void strings_have_one_spelling() {
        assertThat(canonical("\"\\u0061\\/\\n\\\"\\\\\\u001F€\\ud83d\\ude00\""))
                .isEqualTo("\"a/\\u000a\\\"\\\\\\u001f€😀\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "10e-1, 1",
        "-0, 0",
        "0.00, 0",
        "1.50, 15E-1",
        "15e-1, 15E-1",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775808",
        "100000000000000000000, 1E20",
        "1e20, 1E20",
        "1e3, 1000",
        "1E+999999999, 1E+999999999",
        "-12e2, -1200"
    })
    void numbers_are_spelled_by_value(String json, String canonical) {
        assertThat(canonical(json)).isEqualTo(canonical);
    }

    @Test
    void long_documents_are_written_whole() {
        var text = "\"" + "x".repeat(50_000) + "\"";
        assertThat(canonical(text)).isEqualTo(text);
    }

    @Test
    void the_hash_tells_type_and_subject_apart() {
        var data = StrictJson.read("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(ContentHash.of("a", "bc", data))
                .isNotEqualTo(ContentHash.of("ab", "c", data))
                .isNotEqualTo(ContentHash.of("a", "b", data))
                .isEqualTo(ContentHash.of("a", "bc", data))
                .hasSize(32);
    }

    private static String canonical(String json) {
        var node = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
        return new String(CanonicalJson.of(node), StandardCharsets.UTF_8);
    }
}
