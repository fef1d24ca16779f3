package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTextTest {

    @Test
    void plain_text_stays_as_it_is() {
        assertThat(OutsideText.shown("o-17, Grüße, 注文 🎈 order-commands[3]@42"))
                .isEqualTo("o-17, Grüße, 注文 🎈 order-commands[3]@42");
    }

    @Test
    void what_would_move_the_cursor_or_hide_text_is_escaped() {
        assertThat(OutsideText.shown("a\nb\r\t\u001b[2J\u0000\u202e\u200b\u2028\ud800\\n"))
                .isEqualTo("a\\nb\\r\\t\\u001b[2J\\u0000\\u202e\\u200b\\u2028\\ud800\\\\n");
        assertThat(OutsideText.shown(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void a_text_that_is_shown_whole_keeps_its_lines_and_escapes_what_terminals_act_on() {
        assertThat(OutsideText.whole("{\n\"a\": \"b\\n ada@example.org\u001b[2J\u202e\"}" + "x".repeat(200)))
                .isEqualTo("{\n\"a\": \"b\\n ada@example.org\\u001b[2J\\u202e\"}" + "x".repeat(200));
    }

    @Test
    void it_is_cut_at_a_hundred_characters() {
        assertThat(OutsideText.shown("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(OutsideText.shown("x".repeat(101))).isEqualTo("x".repeat(99) + "…");
        assertThat(OutsideText.shown("\n".repeat(1_000_000))).isEqualTo("\\n".repeat(49) + "…");
        assertThat(OutsideText.shown("x".repeat(98) + "🎈🎈")).isEqualTo("x".repeat(98) + "…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "a.d+a@mail.example.co.uk",
                "Ada.Lovelace@localhost",
                "nats://orderly:secret@broker:4222",
                "ada@10.0.0.1"
            })
    void addresses_never_appear(String address) {
        assertThat(OutsideText.shown("to <" + address + ">, twice: " + address)).isEqualTo("to <***>, twice: ***");
    }
}
