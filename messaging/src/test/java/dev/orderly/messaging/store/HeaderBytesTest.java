package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Received.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderBytesTest {

    @Test
    void no_headers_are_no_headers() {
        assertThat(HeaderBytes.read(HeaderBytes.of(List.of()))).isEmpty();
    }

    @Test
    void names_may_repeat_and_be_empty_and_values_may_be_missing_or_empty() {
        comesBack(new Header("a", utf8("1")), new Header("a", utf8("2")), new Header("", new byte[0]));
        comesBack(new Header("none", null), new Header("behind it", utf8("x")));
    }

    @Test
    void any_text_is_a_name_and_any_bytes_are_a_value() {
        comesBack(new Header("Grüße \u0000 🐘", new byte[] {0, -1, 127, -128}));
    }

    /// Kafka has no limit of its own on a header's name; one of 64 KiB and more must not stop the partition.
    @Test
    void a_name_may_be_longer_than_64_kib() {
        comesBack(new Header("é".repeat(70_000), utf8("x")));
    }

    private static void comesBack(Header... headers) {
        assertThat(HeaderBytes.read(HeaderBytes.of(List.of(headers))))
                .usingRecursiveComparison()
                .isEqualTo(List.of(headers));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
