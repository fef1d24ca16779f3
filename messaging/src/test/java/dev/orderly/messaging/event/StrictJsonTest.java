package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "[]",
                "\"x\"",
                " {\"a\" : [1, 2.5e3, true, null]}\n",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"ü€😀\"}"
            })
    void json_is_read(String json) {
        assertThat(StrictJson.read(json.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"a\":1}}",
                "{\"a\":1} {\"a\":1}",
                "{\"a\":1} x",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "[1,]",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "// x\n{}",
                "{\"a\":\"\t\"}",
                "nul",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "[{\"b\":1,\"\\u0062\":2}]",
                "{\"a\":1e99999999999}"
            })
    void what_is_not_one_strict_document_is_not_read(String json) {
        assertThat(codeOf(json.getBytes(StandardCharsets.UTF_8))).isEqualTo("json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "{\"\\u0000\":1}",
                "\"\\ud800\"",
                "\"\\ud800x\"",
                "[\"\\udc00\"]",
                "\"\\ude00\\ud83d\""
            })
    void neither_nul_nor_half_a_surrogate_pair_is_read(String json) {
        assertThat(codeOf(json.getBytes(StandardCharsets.UTF_8))).isEqualTo("json");
    }

    @Test
    void other_encodings_than_utf_8_are_not_read() {
        assertThat(codeOf("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("json");
        assertThat(codeOf("{\"a\":1}".getBytes(StandardCharsets.UTF_16))).isEqualTo("json");
        assertThat(codeOf("\"ü\"".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("json");
        assertThat(codeOf("\ufeff{}".getBytes(StandardCharsets.UTF_8))).isEqualTo("json");
        assertThat(codeOf(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'})).isEqualTo("json");
        assertThat(codeOf(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
                .isEqualTo("json");
    }

    @Test
    void sixty_four_levels_are_read_and_no_more() {
        assertThat(StrictJson.read(nested(64)).isArray()).isTrue();
        assertThat(codeOf(nested(65))).isEqualTo("json");
    }

    @Test
    void strings_are_read_up_to_64_kib_of_utf_8() {
        assertThat(StrictJson.read(string("x", 65_536)).isString()).isTrue();
        assertThat(codeOf(string("x", 65_537))).isEqualTo("too-large");
        assertThat(StrictJson.read(string("ü", 32_768)).isString()).isTrue();
        assertThat(codeOf(string("ü", 32_769))).isEqualTo("too-large");
        assertThat(codeOf(("{" + "\"" + "x".repeat(65_537) + "\":1}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("too-large");
    }

    @Test
    void values_are_read_up_to_256_kib() {
        assertThat(StrictJson.read(padded(262_144)).isObject()).isTrue();
        assertThat(codeOf(padded(262_145))).isEqualTo("too-large");
    }

    @Test
    void what_is_wrong_is_told_without_quoting_it() {
        var wrong = catchThrowableOfType(
                Unreadable.class, () -> StrictJson.read("{\"a\":\n secret}".getBytes(StandardCharsets.UTF_8)));
        assertThat(wrong.reason().detail()).contains("line 2").doesNotContain("secret");
    }

    private static String codeOf(byte[] json) {
        return catchThrowableOfType(Unreadable.class, () -> StrictJson.read(json))
                .reason()
                .code();
    }

    private static byte[] nested(int levels) {
        return ("[".repeat(levels) + "]".repeat(levels)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] string(String character, int count) {
        return ("\"" + character.repeat(count) + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] padded(int length) {
        return ("{" + " ".repeat(length - 2) + "}").getBytes(StandardCharsets.UTF_8);
    }
}
