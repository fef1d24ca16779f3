package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "41", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf"})
    void utf_8_is_clean(String hex) {
        assertThat(Utf8.isClean(HexFormat.of().parseHex(hex))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "4100",
                "80",
                "bf",
                "c0af",
                "c180",
                "c2",
                "c241",
                "e09fbf",
                "e080",
                "eda080",
                "edbfbf",
                "e28241",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "f0908041",
                "f09080"
            })
    void anything_else_is_not(String hex) {
        assertThat(Utf8.isClean(HexFormat.of().parseHex(hex))).isFalse();
    }

    @Test
    void the_jdk_agrees() {
        var random = new Random(11);
        for (var i = 0; i < 200_000; i++) {
            var bytes = new byte[1 + random.nextInt(6)];
            random.nextBytes(bytes);
            bytes[0] |= (byte) (random.nextBoolean() ? 0xe0 : 0);
            var text = Utf8.decode(bytes);
            assertThat(Utf8.isClean(bytes))
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(text.isPresent() && text.get().indexOf(0) < 0);
            text.ifPresent(decoded -> assertThat(Utf8.length(decoded)).isEqualTo(bytes.length));
        }
    }

    @Test
    void half_a_surrogate_pair_is_not_clean() {
        assertThat(Utf8.isClean("a😀b")).isTrue();
        assertThat(Utf8.isClean("\ud83d")).isFalse();
        assertThat(Utf8.isClean("\ud83dx")).isFalse();
        assertThat(Utf8.isClean("\ude00\ud83d")).isFalse();
        assertThat(Utf8.isClean("a\0")).isFalse();
    }
}
