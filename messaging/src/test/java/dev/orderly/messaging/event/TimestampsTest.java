package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:24:31Z, 2026-11-21T10:24:31Z",
        "2026-11-21t10:24:31z, 2026-11-21T10:24:31Z",
        "2026-11-21T10:24:31.1Z, 2026-11-21T10:24:31.100Z",
        "2026-11-21T10:24:31.123456789Z, 2026-11-21T10:24:31.123456Z",
        "2026-11-21T10:24:31.123456Z, 2026-11-21T10:24:31.123456Z",
        "2026-11-21T12:24:31.5+02:00, 2026-11-21T10:24:31.500Z",
        "2026-11-21T00:24:31-10:30, 2026-11-21T10:54:31Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void rfc_3339_is_read(String text, String instant) {
        assertThat(Timestamps.parse(text)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-21",
                "2026-11-21T10:24Z",
                "2026-11-21T10:24:31",
                "2026-02-29T00:00:00Z",
                "2026-11-21 10:24:31Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T10:24:31.Z",
                "2026-13-01T00:00:00Z",
                "2026-11-21T10:24:31.1234567890Z",
                "2026-11-21T10:24:31+25:00",
                "2026-11-21T10:24:60Z",
                "+2026-11-21T10:24:31Z"
            })
    void anything_else_is_not(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void what_is_written_is_utc_with_microseconds() {
        assertThat(Timestamps.format(Instant.parse("2026-01-02T03:04:05.000006999Z")))
                .isEqualTo("2026-01-02T03:04:05.000006Z");
    }

    @Test
    void what_was_written_is_read_again() {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++) {
            var micros = random.nextLong(0, 4_000_000_000_000_000L);
            var time = Instant.EPOCH.plusNanos(micros * 1_000);
            assertThat(Timestamps.parse(Timestamps.format(time))).contains(time);
        }
    }
}
