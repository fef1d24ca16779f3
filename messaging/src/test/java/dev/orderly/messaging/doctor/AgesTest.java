package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0 s",
        "60, 60 s",
        "119, 119 s",
        "120, 2 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 days"
    })
    void ages_are_told_in_the_unit_that_says_most(long seconds, String told) {
        assertThat(Ages.told(Duration.ofSeconds(seconds))).isEqualTo(told);
    }
}
