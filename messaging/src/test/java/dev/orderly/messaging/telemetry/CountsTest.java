package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void one_is_said_as_one_and_none_as_many() {
        assertThat(Counts.told(0, "row")).isEqualTo("0 rows");
        assertThat(Counts.told(1, "row")).isEqualTo("1 row");
        assertThat(Counts.told(2_000, "row")).isEqualTo("2,000 rows");
        assertThat(Counts.told(1, "copy", "copies")).isEqualTo("1 copy");
        assertThat(Counts.told(3, "is stuck", "are stuck")).isEqualTo("3 are stuck");
    }
}
