package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void it_is_a_word_an_offset_a_time_or_how_long_ago() {
        assertThat(Boundary.parse("earliest", NOW)).isEqualTo(new Boundary.Earliest());
        assertThat(Boundary.parse("latest", NOW)).isEqualTo(new Boundary.Latest());
        assertThat(Boundary.parse("42", NOW)).isEqualTo(new Boundary.Offset(42));
        assertThat(Boundary.parse("2026-11-26T10:00:00Z", NOW))
                .isEqualTo(new Boundary.Time(Instant.parse("2026-11-26T10:00:00Z")));
        assertThat(Boundary.parse("2026-11-26", NOW))
                .isEqualTo(new Boundary.Time(Instant.parse("2026-11-26T00:00:00Z")));
        assertThat(Boundary.parse("2026-11-26T10:00:00+02:00", NOW))
                .isEqualTo(new Boundary.Time(Instant.parse("2026-11-26T08:00:00Z")));
        for (var ago : List.of("2h", "PT2H", "120m")) {
            assertThat(Boundary.parse(ago, NOW)).isEqualTo(new Boundary.Time(Instant.parse("2026-11-27T08:00:00Z")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "-1",
                "2026-11-32",
                "2026-11-26T10:00:00",
                "T",
                "99999999999999999999",
                "Earliest"
            })
    void anything_else_is_told_with_what_it_may_be(String text) {
        assertThatThrownBy(() -> Boundary.parse(text, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' must be earliest, latest, an offset, a time");
    }
}
